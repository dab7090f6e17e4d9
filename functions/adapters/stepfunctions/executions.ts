import {
  ExecutionAlreadyExists,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Executions } from '#operations/incident/store.ts';

/**
 * The executions in Step Functions.
 *
 * @param stateMachineArn of the incident lifecycle
 */
export function stepFunctionsExecutions(client: SFNClient, stateMachineArn: string): Executions {
  return {
    async start(plan) {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: `${plan.incidentId}-${plan.epoch}`,
            input: JSON.stringify(plan),
          }),
        );
      } catch (error) {
        // A name is good for one execution in 90 days, so this one was started by an earlier attempt.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    succeed: (taskToken, plan) =>
      ignoreEndedWait(() =>
        client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(plan) })),
      ),

    fail: (taskToken, error, cause) =>
      ignoreEndedWait(() => client.send(new SendTaskFailureCommand({ taskToken, error, cause }))),

    async listRunning() {
      const names = new Set<string>();
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new ListExecutionsCommand({
            stateMachineArn,
            statusFilter: 'RUNNING',
            maxResults: 1000,
            nextToken,
          }),
        );
        for (const { name } of page.executions ?? []) if (name) names.add(name);
        nextToken = page.nextToken;
      } while (nextToken);
      return names;
    },
  };
}

/** A wait that has ended already has found its way by itself, or will be found by the sweeper. */
async function ignoreEndedWait(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof TaskTimedOut || error instanceof TaskDoesNotExist)) throw error;
  }
}
