import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { StepRequests } from '#operations/runbook/stepRequests.ts';

/**
 * Asks for automations by events on an EventBridge bus, where rules of the teams take them up.
 *
 * One event a call: of several, EventBridge may take the later and not the earlier.
 */
export function eventBridgeStepRequests(client: EventBridgeClient, eventBusName: string): StepRequests {
  return {
    async request(step) {
      const { FailedEntryCount, Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: eventBusName,
              Source: 'muster',
              DetailType: 'Runbook Step Requested',
              Detail: JSON.stringify(step),
            },
          ],
        }),
      );
      if (FailedEntryCount) {
        throw new Error(
          `EventBridge did not take the request for the step ${step.stepKey}: ${Entries[0]?.ErrorMessage}`,
        );
      }
    },
  };
}
