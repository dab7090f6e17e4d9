import { Validations } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { app, Synthesized, stackIn } from '#test/infrastructure/synthesized.ts';

const muster = new Synthesized();

describe('cdk-nag', () => {
  test('finds nothing that is not acknowledged with its reason', () => {
    const scope = app();
    stackIn(scope);
    const { violations } = new AwsSolutionsChecks(scope).validateScope(scope);
    expect(
      violations.map(({ ruleName, violatingResources }) => [
        ruleName,
        violatingResources.map(({ resourceLogicalId }) => resourceLogicalId),
      ]),
    ).toEqual([]);
  });

  test('stops the synthesis of an app that is not clean', () => {
    const scope = app();
    new Topic(stackIn(scope), 'PlainTextTopic');
    Validations.of(scope).addPlugins(new AwsSolutionsChecks(scope));
    expect(() => scope.synth()).toThrow();
  });
});

describe('logs', () => {
  test('every log group has an end and belongs to the stack', () => {
    for (const { Properties } of muster.all('AWS::Logs::LogGroup'))
      expect(Properties.RetentionInDays).toBe(30);
  });

  test('the clock logs errors and no data of incidents', () => {
    const { LoggingConfiguration } = muster.at(
      'AWS::StepFunctions::StateMachine',
      'IncidentLifecycle/StateMachine',
    ).Properties;
    expect(LoggingConfiguration).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false });
    expect(muster.read(LoggingConfiguration.Destinations[0].CloudWatchLogsLogGroup.LogGroupArn)).toBe(
      '<IncidentLifecycle/Log.Arn>',
    );
  });
});

describe('in transit and at rest', () => {
  interface Statement {
    Effect: string;
    Principal: unknown;
    Action: string;
    Condition?: unknown;
  }
  const statements = (type: string): [string, Statement[]][] =>
    muster
      .all(type)
      .map(({ path, Properties }) => [path.replace('/Policy', ''), Properties.PolicyDocument.Statement]);

  const refusesPlainText = (all: Statement[]) =>
    all.some(
      ({ Effect, Condition }) =>
        Effect === 'Deny' && JSON.stringify(Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
    );

  test.each([
    ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy'],
    ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy'],
  ])('every %s takes TLS only', (type, policyType) => {
    const refusing = statements(policyType)
      .filter(([, all]) => refusesPlainText(all))
      .map(([path]) => path);
    expect(refusing.sort()).toEqual(
      muster
        .all(type)
        .map(({ path }) => path)
        .sort(),
    );
  });

  test('every queue is encrypted', () => {
    for (const { Properties } of muster.all('AWS::SQS::Queue'))
      expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  test.each(['SignalIntake/AlarmTopic', 'Operations/Topic'])(
    '%s takes alarms of this account only',
    (topic) => {
      const [, all] = statements('AWS::SNS::TopicPolicy').find(([path]) => path === topic) ?? ['', []];
      expect(all.filter(({ Effect }) => Effect === 'Allow')).toEqual([
        expect.objectContaining({
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]);
    },
  );

  test('alarms of this account only may call the alarm action', () => {
    const permission = muster.at('AWS::Lambda::Permission', 'AlarmAction/Function/Alarms').Properties;
    expect(permission).toMatchObject({
      Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });
});

test('the template holds no secret', () => {
  const names = muster
    .all('AWS::Lambda::Function')
    .flatMap(({ Properties }) => Object.keys(Properties.Environment.Variables));
  expect(names.filter((name) => /SECRET|PASSWORD|TOKEN|CREDENTIAL|_KEY$/.test(name))).toEqual([]);
  expect(muster.text).not.toMatch(/mk_[A-Za-z0-9]|AKIA[A-Z0-9]{12}|-----BEGIN|Bearer /);
});
