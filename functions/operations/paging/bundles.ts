import type { Channel } from '#domain/contact/schema.ts';

/** The pages of one person and channel that wait for the same moment. */
export interface BundleKey {
  contactId: string;
  channel: Channel;
  dueAt: string;
}

/** An incident whose page is ready to go with others. */
export interface BundleMember {
  incidentId: string;
  /** Until when its own round holds, so that no acknowledgement of it is answered. */
  until: string;
}

/** What went out for a bundle. */
export interface SentBundle {
  messageId: string;
  incidentIds: string[];
}

/** Where the incidents meet whose pages go out in one message. */
export interface Bundles {
  /** Says that an incident's page is ready. Safe to repeat; the latest time counts. */
  join(key: BundleKey, member: BundleMember): Promise<void>;
  /**
   * Takes the sending on. Safe to repeat.
   *
   * @param sender its incident, and until when it sends
   * @returns false where the bundle has gone out, or another has taken it on and may still send
   */
  take(key: BundleKey, sender: BundleMember, now: Date): Promise<boolean>;
  members(key: BundleKey): Promise<BundleMember[]>;
  /** Says what went out. */
  close(key: BundleKey, sent: SentBundle): Promise<void>;
  sent(key: BundleKey): Promise<SentBundle | undefined>;
}
