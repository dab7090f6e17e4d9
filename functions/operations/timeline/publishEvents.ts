import type { TimelineEvent } from '#domain/timeline/schema.ts';

/** Where the timeline is published. */
export interface Publisher {
  /** @throws Error where it is not certain that every event is out */
  publish(events: TimelineEvent[]): Promise<void>;
}

/**
 * Publishes timeline events in the order of their incident: one incident's events never overtake each other.
 * May run again with the same events; whoever receives them tells them apart by their ids.
 */
export async function publishEvents(events: TimelineEvent[], publisher: Publisher): Promise<void> {
  const byIncident = Map.groupBy(events, (event) => event.incidentId);
  await Promise.all([...byIncident.values()].map((ofOne) => publisher.publish(ofOne)));
}
