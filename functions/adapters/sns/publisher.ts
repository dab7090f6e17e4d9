import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { Publisher } from '#operations/timeline/publishEvents.ts';

/** The most that SNS takes at once (SNS API reference, PublishBatch). */
const BATCH = 10;

/** Publishes the timeline to an SNS topic, as JSON, with attributes to filter by. */
export function snsPublisher(client: SNSClient, topicArn: string): Publisher {
  return {
    async publish(events) {
      for (let start = 0; start < events.length; start += BATCH) {
        const batch = events.slice(start, start + BATCH);
        const { Failed = [] } = await client.send(
          new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch.map(toEntry) }),
        );
        if (Failed.length > 0) {
          throw new Error(
            `SNS did not take ${Failed.length} of ${batch.length} timeline events: ${Failed[0]?.Message}`,
          );
        }
      }
    },
  };
}

function toEntry(event: TimelineEvent) {
  return {
    Id: event.id,
    Message: JSON.stringify(event),
    MessageAttributes: {
      type: { DataType: 'String', StringValue: event.type },
      incidentId: { DataType: 'String', StringValue: event.incidentId },
    },
  };
}
