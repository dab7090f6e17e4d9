import { goOff, makeAlarm } from '../alarms.ts';
import type { Bench } from '../bench.ts';
import type { MeteredCall } from '../metering/meter.ts';
import type { TimelineFeed } from '../timelineFeed.ts';
import { atMost, exactly, type Verdict } from '../verdict.ts';

/**
 * What it takes to open an incident and to join one: the calls of the Lambda that does it, from the signal to the
 * running execution. The Lambda is warm, as in a storm.
 *
 * @param calls what the meter between the Lambdas and AWS counts
 */
export async function opening(
  bench: Bench,
  timeline: TimelineFeed,
  calls: MeteredCall[],
): Promise<Verdict[]> {
  const { api } = bench;
  for (const name of ['sms-warm-up', 'sms-opening']) await makeAlarm(name, bench);
  const used = async (caller: string, work: () => Promise<unknown>) => {
    const start = calls.length;
    await work();
    const own = calls.slice(start).filter((call) => call.caller === caller);
    return { calls: own.length, writeUnits: own.reduce((sum, call) => sum + call.writeUnits, 0) };
  };
  const alarm = (name: string, told: 'page.sent' | 'alert.joined') => async () => {
    await goOff(name, bench);
    await timeline.next(told);
  };
  const request = (dedupKey: string) => async () => {
    await api.send('POST', '/v1/incidents', { title: 'Payments fail', severity: 'high', dedupKey });
    // No policy, so nobody to page: the last that its clock does for now.
    await timeline.next('escalation.exhausted');
  };

  await alarm('sms-warm-up', 'page.sent')();
  const byAlarm = await used('IntakeQueue', alarm('sms-opening', 'page.sent'));
  const duplicate = await used('IntakeQueue', alarm('sms-opening', 'alert.joined'));
  await request('warm-up')();
  const byApi = await used('ApiIncidents', request('opening'));

  return [
    atMost('opening by an alarm: AWS calls', byAlarm.calls, 9),
    atMost('opening by an alarm: write units', byAlarm.writeUnits, 22),
    atMost('opening by the API: AWS calls', byApi.calls, 7),
    atMost('opening by the API: write units', byApi.writeUnits, 20),
    exactly('a duplicate: AWS calls', duplicate.calls, 1),
    exactly('a duplicate: write units', duplicate.writeUnits, 1),
  ];
}
