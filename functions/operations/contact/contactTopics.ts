/** The email topics of contacts: one topic each, with one address. */
export interface ContactTopics {
  /**
   * Makes sure that a contact's topic exists and that the address is subscribed to it. Safe to repeat.
   *
   * @returns the topic's ARN
   * @throws Refusal `validation-failed` where SNS does not take the address
   */
  ensure(contactId: string, email: string): Promise<string>;
  /** Unsubscribes every other address from a topic. */
  keepOnly(topicArn: string, email: string): Promise<void>;
  /** Deletes a topic with its subscriptions. Safe to repeat. */
  remove(topicArn: string): Promise<void>;
}
