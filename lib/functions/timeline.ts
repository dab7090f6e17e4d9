import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import { queueDestination } from '#lib/constructs/queue-destination.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { leaveDeadLetters, publishTimeline, requestSteps } from '#lib/grants/messages.ts';
import { listOpenIncidents, readChanges, readRecords, writeRecords } from '#lib/grants/records.ts';

/**
 * Publishes the timeline from the table's changes, asks for automations, records the alerts that joined, and links
 * what opened.
 */
export function timeline(
  scope: Construct,
  { config, records, eventsTopic, eventBus, deadLetters }: Resources,
): HandlerFunction {
  const handler = new HandlerFunction(scope, 'Timeline', {
    config,
    description:
      'Muster: publishes the timeline, asks for automations, records joined alerts, links incidents',
    entry: 'stream/timeline.ts',
    timeout: Duration.seconds(60),
    environment: {
      TABLE_NAME: records.table.tableName,
      EVENTS_TOPIC_ARN: eventsTopic.topicArn,
      EVENT_BUS_NAME: eventBus.eventBusName,
    },
    grants: [
      readChanges(
        records,
        'The timeline is the outbox: what is published comes from the changes of the table.',
      ),
      readRecords(
        records,
        'A joined alert needs its incident, and the services tell which incidents to link.',
      ),
      listOpenIncidents(records, 'An incident that opened is linked with open ones of dependent services.'),
      writeRecords(
        records,
        'A joined alert or a link is recorded on its incident, and that a plan was exercised.',
      ),
      publishTimeline(eventsTopic, 'Tools and people follow the incidents by this topic.'),
      requestSteps(
        eventBus,
        'A step of a runbook that runs by itself is asked for when its event is written.',
      ),
      leaveDeadLetters(
        deadLetters,
        'A record that cannot be published must not vanish, nor hold the others.',
      ),
    ],
  });
  const changed = (eventName: string, key: 'pk' | 'sk', prefix: string) =>
    FilterCriteria.filter({
      eventName: FilterRule.isEqual(eventName),
      dynamodb: { Keys: { [key]: { S: FilterRule.beginsWith(prefix) } } },
    });
  new EventSourceMapping(handler, 'Changes', {
    target: handler.lambda,
    eventSourceArn: records.streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: 10,
    onFailure: queueDestination(deadLetters),
    filters: [changed('INSERT', 'sk', 'EVT#'), changed('MODIFY', 'pk', 'DEDUP#')],
  });
  return handler;
}
