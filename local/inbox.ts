import { MailDev } from 'maildev';
import type { Ports } from './ports.ts';

/** The mail server that takes every email of the local stack, and its pages. */
export interface Inbox {
  url: string;
  stop(): Promise<void>;
}

const KEPT_EMAILS = 1000;

/**
 * Starts the inbox on 127.0.0.1.
 *
 * @param ports `smtp` takes mail, `inbox` shows it
 * @param mailFolder keeps the mail of earlier runs
 * @throws what the system says when it can not listen
 */
export async function startInbox(ports: Ports, mailFolder: string): Promise<Inbox> {
  const inbox = new MailDev({
    smtp: ports.smtp,
    ip: '127.0.0.1',
    web: ports.inbox,
    webIp: '127.0.0.1',
    mailDirectory: mailFolder,
    maxEmails: KEPT_EMAILS,
    silent: true,
  });
  await inbox.start();
  return { url: `http://127.0.0.1:${ports.inbox}`, stop: () => inbox.stop() };
}
