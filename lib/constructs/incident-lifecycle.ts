import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

interface IncidentLifecycleProps {
  readonly name: string;
  readonly clock: IFunction;
  readonly logRetentionDays: RetentionDays;
}

const definitionFile = join(import.meta.dirname, '../../statemachines/incident-lifecycle.asl.json');

/**
 * The ARN of a state machine by its name, known before the machine is made. The machine calls a function
 * that acts on the machine: through the resource itself the two would wait for each other.
 */
export const stateMachineArnOf = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: name,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

/** The clock of an incident: one execution each. */
export class IncidentLifecycle extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { name, clock, logRetentionDays }: IncidentLifecycleProps) {
    super(scope, id);
    const log = new LogGroup(this, 'Log', {
      // Step Functions adds each log group to one policy of the account, which has an end: names that begin
      // so are left out of it. https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
      logGroupName: `/aws/vendedlogs/states/${name}`,
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        Clock: new PolicyDocument({
          statements: [
            new PolicyStatement({
              sid: 'InvokeClock',
              actions: ['lambda:InvokeFunction'],
              resources: [clock.functionArn],
            }),
          ],
        }),
      },
    });
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(definitionFile, 'utf8')),
      definitionSubstitutions: { ClockFunctionArn: clock.functionArn },
      role,
      logs: { destination: log, level: LogLevel.ERROR, includeExecutionData: false },
    });
    Validations.of(this.stateMachine).acknowledge(
      {
        id: 'AwsSolutions-SF1',
        reason:
          'Errors alone are logged: Step Functions keeps the history of an execution for 90 days, and all events would cost more than the incident.',
      },
      {
        id: 'AwsSolutions-SF2',
        reason:
          'The timeline of the incident explains every step and every wait; a trace adds a price and no answer.',
      },
    );
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The deliveries of logs that Step Functions manages have no resource in IAM.',
    });
  }
}
