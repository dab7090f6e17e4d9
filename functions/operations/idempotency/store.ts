/** What identifies a repeatable request: who sends it, which operation it is for, and the caller's own key. */
export interface RequestName {
  keyId: string;
  operationId: string;
  idempotencyKey: string;
}

/** A request that somebody works on or has answered. */
export interface RequestRecord {
  /** SHA-256 of the request, to tell another request that uses the same key. */
  fingerprint: string;
  /** An id whose ULID is that of what the request creates: the same however often it runs. */
  creationId: string;
  /** Who works on it: a value of one run. */
  owner: string;
  /** Until when it may: a run that has died is taken over after this. Epoch milliseconds. */
  leaseUntil: number;
  /** Sealed; absent while nobody has answered. */
  answer?: string;
}

/** Remembers requests that carry an Idempotency-Key. */
export interface IdempotencyStore {
  /**
   * Records a request unless it is there already.
   *
   * @param expiresAt when it may be forgotten, in epoch seconds
   * @returns the record that is there now: the one given, or an earlier one
   */
  claim(name: RequestName, record: RequestRecord, expiresAt: number): Promise<RequestRecord>;
  /**
   * Takes over a record whose run has died.
   *
   * @param from the owner and lease that were read
   * @returns whether it was still so; false where another run was faster
   */
  takeOver(
    name: RequestName,
    from: Pick<RequestRecord, 'owner' | 'leaseUntil'>,
    to: Pick<RequestRecord, 'owner' | 'leaseUntil'>,
  ): Promise<boolean>;
  /** Keeps the answer of the run that owns the request; does nothing for any other. */
  answer(name: RequestName, owner: string, answer: string): Promise<void>;
  /** Ends the lease of a run that failed, so that the next may begin; does nothing for any other. */
  release(name: RequestName, owner: string): Promise<void>;
  /** Forgets a request of the run that owns it, because nothing was done; does nothing for any other. */
  forget(name: RequestName, owner: string): Promise<void>;
}
