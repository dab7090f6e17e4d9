/** The time, which enters operations only here. */
export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** New ids, which enter operations only here. */
export interface Ids {
  /** @param prefix for example `inc` */
  next(prefix: string): string;
}

/** A page of a list and where the next begins. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** What operators read. Never give it a secret or a token. */
export interface Log {
  info(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
}
