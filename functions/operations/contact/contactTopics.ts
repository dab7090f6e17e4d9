/** The email topics of contacts: one topic each, with one address. */
export interface ContactTopics {
  /**
   * Makes sure that a contact's topic exists and that the address is subscribed to it. Safe to repeat; while nobody has
   * confirmed the address, each time sends SNS's message that asks for it.
   *
   * @returns the topic's ARN
   * @throws Refusal `validation-failed` where SNS does not take the address
   */
  ensure(contactId: string, email: string): Promise<string>;
  /** Whether the address gets what is published to the topic: somebody has confirmed it, and not ended it since. */
  isConfirmed(topicArn: string, email: string): Promise<boolean>;
  /** Unsubscribes every other address from a topic. */
  keepOnly(topicArn: string, email: string): Promise<void>;
  /** Deletes a topic with its subscriptions. Safe to repeat. */
  remove(topicArn: string): Promise<void>;
}
