import { CfnOutput, Stack, Tags } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Config } from '#lib/config.ts';
import { DeadLetters } from '#lib/constructs/dead-letters.ts';
import { HttpApi } from '#lib/constructs/http-api.ts';
import { IncidentLifecycle, stateMachineArnOf } from '#lib/constructs/incident-lifecycle.ts';
import { Operations } from '#lib/constructs/operations.ts';
import { RecordTable } from '#lib/constructs/record-table.ts';
import { SignalIntake } from '#lib/constructs/signal-intake.ts';
import { alarmAction } from '#lib/functions/alarm-action.ts';
import { apiConfiguration } from '#lib/functions/api-configuration.ts';
import { apiIncidents } from '#lib/functions/api-incidents.ts';
import { apiPublic } from '#lib/functions/api-public.ts';
import { authorizer } from '#lib/functions/authorizer.ts';
import { clock } from '#lib/functions/clock.ts';
import { coverage } from '#lib/functions/coverage.ts';
import { intakeHttp } from '#lib/functions/intake-http.ts';
import { intakeQueue } from '#lib/functions/intake-queue.ts';
import { reconciler } from '#lib/functions/reconciler.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { shiftReminders } from '#lib/functions/shift-reminders.ts';
import { sweeper } from '#lib/functions/sweeper.ts';
import { timeline } from '#lib/functions/timeline.ts';

interface MusterStackProps {
  readonly config: Config;
}

/** All of Muster. */
export class MusterStack extends Stack {
  constructor(scope: Construct, id: string, { config }: MusterStackProps) {
    super(scope, id, { stackName: config.stackName, description: 'Muster: incident management' });
    for (const [key, value] of Object.entries(config.tags)) Tags.of(this).add(key, value);

    const lifecycleName = `${config.stackName}-incident-lifecycle`;
    const contactTopicPrefix = `${config.stackName}-contact-`;
    const operationsAlarmPrefix = `${config.stackName}-operations-`;

    const records = new RecordTable(this, 'Records', { deletionProtection: config.deletionProtection });
    const deadLetters = new DeadLetters(this, 'DeadLetters');
    const intake = new SignalIntake(this, 'SignalIntake', {
      name: `${config.stackName}-alarms`,
      deadLetters: deadLetters.signals,
      operationsAlarmPrefix,
    });
    const eventsTopic = new Topic(this, 'EventsTopic', { enforceSSL: true });
    const api = new HttpApi(this, 'HttpApi', config);

    const resources: Resources = {
      config,
      records,
      intakeQueue: intake.queue,
      deadLetters: deadLetters.work,
      eventsTopic,
      eventBus: intake.eventBus,
      stateMachineArn: stateMachineArnOf(this, lifecycleName),
      contactTopicPrefix,
      contactTopicsArn: this.formatArn({ service: 'sns', resource: `${contactTopicPrefix}*` }),
      publicUrl: config.publicUrl ?? api.endpoint,
    };

    const alarmActionFunction = alarmAction(this, resources);
    reconciler(this, resources, [intake.alarmTopic.topicArn, alarmActionFunction.lambda.functionArn]);
    coverage(this, resources);
    shiftReminders(this, resources);
    intakeQueue(this, resources);
    const lifecycle = new IncidentLifecycle(this, 'IncidentLifecycle', {
      name: lifecycleName,
      clock: clock(this, resources).lambda,
      logRetentionDays: config.logRetentionDays,
    });
    api.serve(
      {
        incidents: apiIncidents(this, resources).lambda,
        configuration: apiConfiguration(this, resources).lambda,
        public: apiPublic(this, resources).lambda,
        intake: intakeHttp(this, resources).lambda,
      },
      authorizer(this, resources).lambda,
    );
    const operations = new Operations(this, 'Operations', {
      config,
      alarmPrefix: operationsAlarmPrefix,
      deadLetters,
      intakeQueue: intake.queue,
      stateMachine: lifecycle.stateMachine,
      sweeper: sweeper(this, resources).lambda,
      timeline: timeline(this, resources).lambda,
    });

    const outputs = {
      ApiUrl: resources.publicUrl,
      AlarmTopicArn: intake.alarmTopic.topicArn,
      AlarmFunctionArn: alarmActionFunction.lambda.functionArn,
      EventBusName: intake.eventBus.eventBusName,
      TableName: records.table.tableName,
      StateMachineArn: lifecycle.stateMachine.stateMachineArn,
      EventsTopicArn: eventsTopic.topicArn,
      IntakeQueueUrl: intake.queue.queueUrl,
      OperationsTopicArn: operations.topic.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
