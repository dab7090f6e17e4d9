import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '#local/failure.ts';

const BETWEEN_LOOKS_MS = 5;
const PATIENCE_MS = 30_000;

/**
 * Waits for an SMS. The local AWS tells of none, so it is asked.
 *
 * @param awsEndpoint the local AWS
 * @param phone who gets it
 * @param text what the SMS has in it and no other
 * @throws Failure when half a minute brings none
 */
export async function smsArrival(awsEndpoint: string, phone: string, text: string): Promise<void> {
  const url = `${awsEndpoint}/_ministack/sns/sms-messages?phoneNumber=${encodeURIComponent(phone)}`;
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    if ((await (await fetch(url)).text()).includes(text)) return;
    await pause(BETWEEN_LOOKS_MS);
  }
  throw new Failure(`No SMS with "${text}" came to ${phone} in ${PATIENCE_MS / 1000} s.`);
}
