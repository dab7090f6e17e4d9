import type { Channel, Contact } from '#domain/contact/schema.ts';

/** A page as its channel takes it. */
interface PageText {
  /** ASCII, one line, at most 100 characters; only emails have one. */
  subject: string;
  text: string;
}

/** Hands pages over to the channels. */
export interface Pager {
  /**
   * @returns the channel's own id of the message
   * @throws Error with a message for people where the channel refuses or does not answer
   */
  send(channel: Channel, contact: Contact, page: PageText): Promise<{ messageId: string }>;
}

/** Makes the links by which a page is acknowledged. */
export interface Links {
  /** @returns an address that is good for one incident and one contact until it expires */
  acknowledge(incident: { id: string; number: number }, contactId: string): Promise<string>;
}
