import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import type { DedupPointer } from '#adapters/dynamodb/dedupPointer.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { ulidIds } from '#adapters/ids.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { publishEvents } from '#operations/timeline/publishEvents.ts';
import { type JoinedByKey, recordJoined } from '#operations/timeline/recordJoined.ts';
import { environment } from '../environment.ts';

const { TABLE_NAME, EVENTS_TOPIC_ARN } = environment('TABLE_NAME', 'EVENTS_TOPIC_ARN');
const incidents = dynamoIncidentStore(openTable(TABLE_NAME), ulidIds);
const publisher = snsPublisher(new SNSClient({}), EVENTS_TOPIC_ARN);

/**
 * The table's changes: timeline events are published, and signals that joined are written into their incident.
 * Whatever throws makes the stream deliver the batch again, in order; both effects are safe to repeat.
 */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  await publishEvents(Records.filter(isTimelineEvent).map(toTimelineEvent), publisher);
  await recordJoined(Records.filter(isDedupPointer).map(toJoined), { incidents, clock: systemClock });
  return { batchItemFailures: [] };
}

function isTimelineEvent(record: DynamoDBRecord): boolean {
  return record.eventName === 'INSERT' && (record.dynamodb?.Keys?.sk?.S?.startsWith('EVT#') ?? false);
}

function isDedupPointer(record: DynamoDBRecord): boolean {
  return record.eventName === 'MODIFY' && (record.dynamodb?.Keys?.pk?.S?.startsWith('DEDUP#') ?? false);
}

function toTimelineEvent(record: DynamoDBRecord): TimelineEvent {
  const { pk: _pk, sk: _sk, ...event } = image(record.dynamodb?.NewImage);
  return event as TimelineEvent;
}

function toJoined(record: DynamoDBRecord): JoinedByKey {
  const before = image(record.dynamodb?.OldImage) as Partial<DedupPointer>;
  const after = image(record.dynamodb?.NewImage) as unknown as DedupPointer;
  const { serviceId, dedupKey, incidentId, alertCount = 0, alerts = [] } = after;
  return {
    incidentId: after.opened ? incidentId : undefined,
    reference: { serviceId, dedupKey, alertCount },
    alerts: alertCount === before.alertCount ? [] : alerts,
  };
}

function image(attributes: NonNullable<DynamoDBRecord['dynamodb']>['NewImage']): Record<string, unknown> {
  return attributes ? unmarshall(attributes as Record<string, AttributeValue>) : {};
}
