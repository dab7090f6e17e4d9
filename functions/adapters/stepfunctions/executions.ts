import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { ExecutionName, Executions } from '#operations/incident/store.ts';

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
            name: nameOf(plan),
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

    async stop(execution, cause) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${nameOf(execution)}`;
      try {
        await client.send(new StopExecutionCommand({ executionArn, cause }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },

    async listRunning() {
      const running: ExecutionName[] = [];
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
        running.push(...(page.executions ?? []).flatMap(({ name }) => readName(name ?? '') ?? []));
        nextToken = page.nextToken;
      } while (nextToken);
      return running;
    },
  };
}

const nameOf = ({ incidentId, epoch }: ExecutionName) => `${incidentId}-${epoch}`;

/** @returns undefined for an execution that somebody started by hand under another name */
function readName(name: string): ExecutionName | undefined {
  const [, incidentId, epoch] = /^(inc_\w+)-(\d+)$/.exec(name) ?? [];
  return incidentId && epoch ? { incidentId, epoch: Number(epoch) } : undefined;
}

/** A wait that has ended already has found its way by itself, or will be found by the sweeper. */
async function ignoreEndedWait(send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!(error instanceof TaskTimedOut || error instanceof TaskDoesNotExist)) throw error;
  }
}
