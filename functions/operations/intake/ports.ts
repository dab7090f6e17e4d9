import type { Integration, RejectedPayload } from '#domain/integration/schema.ts';
import type { Mapping } from '#domain/service/mapping.ts';
import type { Service } from '#domain/service/schema.ts';
import type { AlarmChange } from '#domain/signal/cloudwatch.ts';
import type { Signal } from '#domain/signal/schema.ts';

/** What signals of one service and dedup key do. Each is safe to repeat. */
export interface SignalEffects {
  /**
   * Opens an incident or joins the one that is open.
   *
   * @param signals in the order in which they happened
   * @param serviceReason how the service was found, for the timeline
   */
  open(
    signals: [Signal, ...Signal[]],
    service: Service,
    serviceReason: string,
  ): Promise<{ incidentId: string; outcome: 'opened' | 'joined' | 'reopened' }>;
  /**
   * Resolves what is open, where the service wants that. Deliveries overtake each other: a signal that
   * `orderedAt` puts before the last trigger of the incident says nothing about it.
   */
  resolve(signal: Signal, service: Service): Promise<'resolved' | 'kept-open' | 'no-open-incident'>;
  acknowledge(signal: Signal, service: Service): Promise<'acknowledged' | 'already' | 'no-open-incident'>;
}

/** The tags of a CloudWatch alarm. Never throws: without its tags an alarm still finds a service. */
export type AlarmTags = (alarmArn: string) => Promise<Record<string, string>>;

/** The alarms that act on Muster and are in ALARM now, as CloudWatch says when it is asked. */
export type ListAlarms = () => Promise<AlarmChange[]>;

/** Finds the service of a signal. */
export type MapToService = (signal: Signal, tags: Record<string, string>) => Promise<Mapping>;

/** All services, as they are now. */
export type ListServices = () => Promise<Service[]>;

/** Where payloads that could not be read wait for the operator. Safe to repeat with the same id. */
export interface RejectedPayloads {
  keep(rejected: RejectedPayload): Promise<void>;
}

/** An integration as far as its alerts need it. */
export type Sender = Pick<Integration, 'id' | 'name' | 'serviceId'>;

/** @returns the integration to which a key belongs; undefined for one that is unknown, revoked or out of date */
export type FindSender = (key: string) => Promise<Sender | undefined>;

/** The queue between HTTP and the incidents. */
export interface SignalQueue {
  /**
   * Returns when every signal is durable.
   *
   * @throws Refusal `unavailable` where the queue did not take all of them
   */
  send(signals: Signal[]): Promise<void>;
}
