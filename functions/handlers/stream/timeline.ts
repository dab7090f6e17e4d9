import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import type { DedupPointer } from '#adapters/dynamodb/dedupPointer.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoPlanExercises } from '#adapters/dynamodb/planExercises.ts';
import { eventBridgeStepRequests } from '#adapters/eventbridge/stepRequests.ts';
import { ulidIds } from '#adapters/ids.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { serviceKind } from '#operations/configuration/kinds.ts';
import { allOf } from '#operations/configuration/read.ts';
import { requestSteps } from '#operations/runbook/stepRequests.ts';
import { rememberServices } from '#operations/service/rememberServices.ts';
import { type FollowPorts, followOpened } from '#operations/timeline/followOpened.ts';
import { publishEvents } from '#operations/timeline/publishEvents.ts';
import { type JoinedByKey, recordJoined } from '#operations/timeline/recordJoined.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';
import { settleAll } from './settleAll.ts';

const { TABLE_NAME, EVENTS_TOPIC_ARN, EVENT_BUS_NAME } = environment(
  'TABLE_NAME',
  'EVENTS_TOPIC_ARN',
  'EVENT_BUS_NAME',
);
const table = openTable(TABLE_NAME);
const incidents = dynamoIncidentStore(table, ulidIds);
const configuration = dynamoConfigurationStore(table);
const following: FollowPorts = {
  incidents,
  exercises: dynamoPlanExercises(table),
  knownServices: rememberServices(() => allOf(serviceKind, configuration), systemClock),
  clock: systemClock,
  log: operatorLog,
};
const publisher = snsPublisher(new SNSClient({}), EVENTS_TOPIC_ARN);
const stepRequests = eventBridgeStepRequests(new EventBridgeClient({}), EVENT_BUS_NAME);

/**
 * The table's changes: timeline events are published, automations of runbooks are asked for, signals that joined are
 * written into their incident, and what follows from an opened one is done. Whatever fails makes the stream deliver
 * the batch again, in order, and holds nothing else up; all of it is safe to repeat.
 */
export async function handler({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const events = Records.filter(isTimelineEvent).map(toTimelineEvent);
  const joined = Records.filter(isDedupPointer).map(toJoined);
  await settleAll([
    publishEvents(events, publisher),
    requestSteps(events, stepRequests),
    recordJoined(joined, { incidents, clock: systemClock }),
    followOpened(events, following),
  ]);
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
