/** Remembers which messages have gone out, so that each does once, however often and at once it is asked for. */
export interface NoticeStore {
  /**
   * Takes the right to send a message, for a while.
   *
   * @param name what it says, to whom and for when
   * @param hold who takes it, a value of one run, and from when to when it may send, in epoch milliseconds
   * @param expiresAt when it may be forgotten, in epoch seconds
   * @returns false where it has gone out, or somebody else is sending it
   */
  claim(name: string, hold: Hold, expiresAt: number): Promise<boolean>;
  /** Records that a message went out. */
  sent(name: string, at: string): Promise<void>;
  /** Gives the right back, because nothing went out; does nothing for any other owner. */
  release(name: string, owner: string): Promise<void>;
}

/** The right to send. Whoever has it and dies keeps nobody else from sending after `until`. */
interface Hold {
  owner: string;
  from: number;
  until: number;
}
