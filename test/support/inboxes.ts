import { inject } from 'vitest';

/** An SMS as the local AWS kept it. */
export interface Sms {
  PhoneNumber: string;
  Message: string;
}

/** The SMS that went to a number, oldest first. */
export async function smsTo(phone: string): Promise<Sms[]> {
  const answer = await fetch(`${inject('stack').awsEndpoint}/_ministack/sns/sms-messages`);
  const { sms_messages: byNumber } = (await answer.json()) as { sms_messages: Record<string, Sms[]> };
  return byNumber[phone] ?? [];
}

/** A mail as the inbox shows it. */
export interface Mail {
  subject: string;
  text: string;
  to: { address: string }[];
}

/** The mail that went to an address, oldest first. */
export async function mailTo(address: string): Promise<Mail[]> {
  const answer = await fetch(`${inject('stack').inboxUrl}/api/email`);
  const mails = (await answer.json()) as Mail[];
  return mails.filter((mail) => mail.to.some((to) => to.address === address));
}

/** @returns the link in a text, which is a page's only one */
export function linkIn(text: string): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0];
  if (!link) throw new Error(`There is no link in: ${text}`);
  return link;
}
