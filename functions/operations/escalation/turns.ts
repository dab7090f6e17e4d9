/** Whose turn it is where a target's people take turns. */
export interface Turns {
  /**
   * Takes a turn of each target. Where it runs again, or what follows it is not written, somebody is passed over,
   * which is harmless.
   *
   * @returns how many turns each had before, by the target's id
   */
  take(targetIds: string[]): Promise<Map<string, number>>;
  /** The same, and takes none. */
  peek(targetIds: string[]): Promise<Map<string, number>>;
}
