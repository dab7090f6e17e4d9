import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Alert } from '#domain/alert/schema.ts';
import type { Change, EventDraft } from '#domain/incident/change.ts';
import type { OpenedIncident } from '#domain/incident/open.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { Ids } from '#operations/ports.ts';
import { toItem } from './incidentItem.ts';
import { type Key, keys } from './keys.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * What is written for an incident: one transaction each, with the timeline events in it.
 *
 * @param ids for events that have none yet
 */
export function incidentWrites(TableName: string, ids: Ids) {
  const put = <Item extends Key>(item: Item, condition?: Partial<Write['Put']>): Write => ({
    Put: { TableName, Item: item, ...condition },
  });

  const eventWrites = (record: IncidentRecord, at: string, events: EventDraft[]): Write[] =>
    events.map((draft, index) => {
      const event: TimelineEvent = {
        id: ids.next('evt'),
        incidentId: record.id,
        revision: record.revision,
        at,
        ...draft,
      };
      return put({ ...keys.event(record.id, record.revision, index), ...event });
    });

  const alertWrites = (record: IncidentRecord, alerts: Alert[]): Write[] =>
    alerts.map((alert) => put({ ...keys.alert(record.id, alert.at, alert.id), ...alert }));

  const stepWrites = (record: IncidentRecord, steps: StepProgress[]): Write[] =>
    steps.map((step) => put({ ...keys.step(record.id, step.key), ...step }));

  /** The writes of a new incident, except the one of its dedup key. */
  function openingWrites({ record, events, steps }: OpenedIncident, alerts: Alert[]): Write[] {
    const absent = { ConditionExpression: 'attribute_not_exists(pk)' };
    return [
      put(toItem(record), absent),
      put({ ...keys.number(record.number), incidentId: record.id }, absent),
      ...eventWrites(record, record.openedAt, events),
      ...alertWrites(record, alerts),
      ...stepWrites(record, steps),
    ];
  }

  /** The writes of a change, refused where the incident has moved on since it was decided. */
  function changeWrites(change: Change): Write[] {
    const { before, after, at, events, notifications, alerts, steps } = change;
    return [
      put(toItem(after), {
        ConditionExpression: 'revision = :read',
        ExpressionAttributeValues: { ':read': before.revision },
      }),
      ...eventWrites(after, at, events),
      ...notifications.map((row) => put({ ...keys.notification(after.id, row), ...row })),
      ...alertWrites(after, alerts),
      ...stepWrites(after, steps),
    ];
  }

  return { openingWrites, changeWrites };
}
