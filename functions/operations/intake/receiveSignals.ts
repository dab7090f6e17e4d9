import type { Mapping } from '#domain/service/mapping.ts';
import { alarmSignal } from '#domain/signal/cloudwatch.ts';
import { coalesce, type Run } from '#domain/signal/coalesce.ts';
import { deliveredId } from '#domain/signal/deliveredId.ts';
import { type DeliveryItem, readDelivery } from '#domain/signal/delivery.ts';
import { saidAt } from '#domain/signal/said.ts';
import type { Signal } from '#domain/signal/schema.ts';
import type { Log } from '../ports.ts';
import type { AlarmTags, MapToService, RejectedPayloads, SignalEffects } from './ports.ts';
import { rejectionOf } from './rejection.ts';

export interface ReceivePorts {
  effects: SignalEffects;
  alarmTags: AlarmTags;
  mapToService: MapToService;
  rejectedPayloads: RejectedPayloads;
  log: Log;
}

/** A message as it reached us. */
export interface Delivery {
  /** The message's id, the same each time it is delivered. */
  key: string;
  body: string;
  /** When it became durable, RFC 3339 in UTC, the same each time it is delivered. */
  receivedAt: string;
}

/** A signal, the service that it concerns and the message that brought it. */
interface Arrival {
  signal: Signal;
  mapping: Mapping;
  key: string;
}

/**
 * Takes a batch of messages: reads each, finds the service of each signal, and lets the signals of one service
 * and dedup key take effect in the order in which they happened. What can not be read is kept for the operator.
 * Safe to repeat for any of the messages.
 *
 * @returns the keys of the messages that have to be delivered again; the others are done
 */
export async function receiveSignals(deliveries: Delivery[], ports: ReceivePorts): Promise<Set<string>> {
  const failed = new Set<string>();
  const fail = (keys: string[], error: unknown) => {
    for (const key of keys) failed.add(key);
    ports.log.error('Messages could not be handled. They will be delivered again.', { keys, error });
  };
  const arrivals = await Promise.all(
    deliveries.map(async (delivery) => {
      try {
        return await readArrivals(delivery, ports);
      } catch (error) {
        fail([delivery.key], error);
        return [];
      }
    }),
  );
  const groups = Map.groupBy(arrivals.flat(), ({ signal, mapping }) =>
    JSON.stringify([mapping.service.id, signal.dedupKey]),
  );
  await Promise.all([...groups.values()].map((group) => takeEffect(group, ports, fail)));
  return failed;
}

async function readArrivals(delivery: Delivery, ports: ReceivePorts): Promise<Arrival[]> {
  const items = readDelivery(delivery.body, delivery.key);
  const arrivals = await Promise.all(items.map((item, index) => readItem(item, index, delivery, ports)));
  return arrivals.filter((arrival) => arrival !== undefined);
}

async function readItem(
  item: DeliveryItem,
  index: number,
  { key, receivedAt }: Delivery,
  ports: ReceivePorts,
): Promise<Arrival | undefined> {
  const ignore = (reason: string) => ports.log.info('A message needs no action', { key, reason });
  switch (item.kind) {
    case 'ignored':
      ignore(item.reason);
      return undefined;
    case 'rejected': {
      const id = deliveredId('rej', receivedAt, `${key}#${index}`);
      const identity = { id, at: receivedAt, source: 'cloudwatch', integrationId: null } as const;
      await ports.rejectedPayloads.keep(rejectionOf(identity, item.errors, item.payload));
      return undefined;
    }
    case 'signal':
      return { signal: item.signal, mapping: await ports.mapToService(item.signal, {}), key };
    case 'alarm': {
      const tags = await ports.alarmTags(item.change.arn);
      const id = deliveredId('alr', saidAt(item.change.at, receivedAt), item.key);
      const made = alarmSignal(item.change, { id, receivedAt, tags });
      if ('signal' in made) {
        return { signal: made.signal, mapping: await ports.mapToService(made.signal, tags), key };
      }
      ignore(made.ignored);
      return undefined;
    }
  }
}

/** Where a run fails, those after it wait for it to be delivered again, so that the order stays. */
async function takeEffect(
  group: Arrival[],
  { effects }: ReceivePorts,
  fail: (keys: string[], error: unknown) => void,
): Promise<void> {
  const runs = coalesce(group.map(({ signal }) => signal));
  const mapping = group[0]?.mapping;
  if (!mapping) return;
  for (const [index, run] of runs.entries()) {
    try {
      await runEffect(run, mapping, effects);
    } catch (error) {
      const undone = new Set(runs.slice(index).flatMap(({ signals }) => signals.map(({ id }) => id)));
      fail(
        group.filter(({ signal }) => undone.has(signal.id)).map(({ key }) => key),
        error,
      );
      return;
    }
  }
}

async function runEffect({ action, signals }: Run, { service, reason }: Mapping, effects: SignalEffects) {
  const latest = signals.at(-1) ?? signals[0];
  if (action === 'trigger') await effects.open(signals, service, reason);
  else if (action === 'resolve') await effects.resolve(latest, service);
  else await effects.acknowledge(latest, service);
}
