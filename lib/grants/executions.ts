import type { Grant } from '#lib/grants/grant.ts';

/** Starts an incident's clock. */
export const startExecutions = (stateMachineArn: string, reason: string): Grant => ({
  capability: 'StartExecutions',
  reason,
  actions: ['states:StartExecution'],
  resources: [stateMachineArn],
});

/** Interrupts a waiting clock with the news that somebody acted. */
export const interruptExecutions = (reason: string): Grant => ({
  capability: 'InterruptExecutions',
  reason,
  actions: ['states:SendTaskSuccess', 'states:SendTaskFailure'],
  resources: ['*'],
  wildcardReason:
    'IAM knows no resource for the answer to a task. What is answered is named by its token, which Step Functions gives to Clock and Muster keeps in its table.',
});

/** Ends clocks that have been replaced. */
export const stopExecutions = (stateMachineArn: string, reason: string): Grant => ({
  capability: 'StopExecutions',
  reason,
  actions: ['states:StopExecution'],
  resources: [`${stateMachineArn.replace(':stateMachine:', ':execution:')}:*`],
  wildcardReason: 'Executions are named after incidents, which open at run time.',
});

/** Sees which clocks run. */
export const listExecutions = (stateMachineArn: string, reason: string): Grant => ({
  capability: 'ListExecutions',
  reason,
  actions: ['states:ListExecutions'],
  resources: [stateMachineArn],
});
