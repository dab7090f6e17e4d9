import type {
  EventBridgeClient,
  PutEventsCommandInput,
  PutEventsCommandOutput,
} from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import { eventBridgeStepRequests } from '#adapters/eventbridge/stepRequests.ts';
import type { RequestedStep } from '#operations/runbook/stepRequests.ts';

const step: RequestedStep = {
  incidentId: 'inc_00000000000000000000000001',
  number: 1,
  title: 'Checkout "is" down',
  priority: 'P1',
  serviceId: 'svc_000000000000000000000PAYME',
  stepKey: 'restart',
  stepTitle: 'Restart the pods',
  run: 1,
  automation: 'restart-pods',
  parameters: { pod: 'checkout' },
  expiresAt: '2026-03-01T03:01:00.000Z',
  completePath: '/v1/incidents/inc_00000000000000000000000001/runbook/restart/complete',
  failPath: '/v1/incidents/inc_00000000000000000000000001/runbook/restart/fail',
};

/** EventBridge that answers with one thing and notes what it is asked. */
function eventBridge(answer: Partial<PutEventsCommandOutput>) {
  const calls: PutEventsCommandInput[] = [];
  const client = {
    send: async ({ input }: { input: PutEventsCommandInput }) => {
      calls.push(input);
      return answer;
    },
  } as unknown as EventBridgeClient;
  return { calls, requests: eventBridgeStepRequests(client, 'Muster-alarms') };
}

it('a request is one event on the bus of Muster', async () => {
  const { calls, requests } = eventBridge({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
  await requests.request(step);
  expect(calls).toHaveLength(1);
  const [entry, ...others] = calls[0]?.Entries ?? [];
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    EventBusName: 'Muster-alarms',
    Source: 'muster',
    DetailType: 'Runbook Step Requested',
  });
  expect(JSON.parse(entry?.Detail ?? '')).toEqual(step);
});

it('an event that EventBridge does not take is an error, although the call has succeeded', async () => {
  const { requests } = eventBridge({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'Try again.' }],
  });
  await expect(requests.request(step)).rejects.toThrow('restart: Try again.');
});
