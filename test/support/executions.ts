import { type ExecutionListItem, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { stepFunctions } from './aws.ts';

/** The executions that keep or kept an incident's time. */
export async function executionsOf(incidentId: string): Promise<ExecutionListItem[]> {
  const { stateMachineArn } = inject('stack');
  const { executions = [] } = await stepFunctions().send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: 1000 }),
  );
  return executions.filter(({ name }) => name?.startsWith(incidentId));
}
