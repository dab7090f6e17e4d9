import { describe, expect, test } from 'vitest';
import { Synthesized, type TemplateResource } from '#test/infrastructure/synthesized.ts';

const muster = new Synthesized();

const deadLetters = ['<DeadLetters/Signals.Arn>', '<DeadLetters/Work.Arn>'];
const functionOf = (reference: unknown): string =>
  muster.read(reference).replace(/^<|\/Function(\.Arn)?>$/g, '');

interface Statement {
  Effect: string;
  Principal: { Service?: string };
  Condition?: { ArnEquals?: Record<string, unknown> };
}

/** Which sources a queue lets a service deliver from. */
const admitted = (queuePath: string, service: string): string[] =>
  (
    muster.at('AWS::SQS::QueuePolicy', `${queuePath}/Policy`).Properties.PolicyDocument
      .Statement as Statement[]
  )
    .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal.Service === service)
    .map(({ Condition }) => muster.read(Condition?.ArnEquals?.['aws:SourceArn']));

const queuePath = (arn: unknown): string => muster.read(arn).replace(/^<|\.Arn>$/g, '');

const named = (resources: readonly TemplateResource[]): [string, TemplateResource][] =>
  resources.map((resource) => [resource.path, resource]);

test('every queue but the dead-letter queues hands on what it cannot deliver', () => {
  for (const { path, Properties } of muster.all('AWS::SQS::Queue')) {
    if (deadLetters.includes(`<${path}.Arn>`)) continue;
    expect(deadLetters).toContain(muster.read(Properties.RedrivePolicy.deadLetterTargetArn));
  }
});

test('dead letters are kept as long as SQS can', () => {
  for (const arn of deadLetters) {
    const queue = muster.at('AWS::SQS::Queue', queuePath({ 'Fn::Join': ['', [arn]] }));
    expect(queue.Properties.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
  }
});

describe.each(named(muster.all('AWS::SNS::Subscription')))('subscription %s', (_, { Properties }) => {
  test('leaves undelivered messages in a queue that admits the topic', () => {
    const target = Properties.RedrivePolicy.deadLetterTargetArn;
    expect(deadLetters).toContain(muster.read(target));
    expect(admitted(queuePath(target), 'sns.amazonaws.com')).toContain(muster.read(Properties.TopicArn));
  });

  test('delivers to a queue that admits the topic', () => {
    expect(admitted(queuePath(Properties.Endpoint), 'sns.amazonaws.com')).toContain(
      muster.read(Properties.TopicArn),
    );
  });
});

describe.each(named(muster.all('AWS::Events::Rule')))('rule %s', (path, { Properties }) => {
  test('leaves undelivered events in a queue that admits the rule', () => {
    for (const { DeadLetterConfig } of Properties.Targets) {
      expect(deadLetters).toContain(muster.read(DeadLetterConfig.Arn));
      expect(admitted(queuePath(DeadLetterConfig.Arn), 'events.amazonaws.com')).toContain(`<${path}.Arn>`);
    }
  });
});

describe.each(['AlarmAction', 'Sweeper', 'Coverage', 'ShiftReminders', 'Timeline'])('%s', (name) => {
  const destinations = [
    ...muster.all('AWS::Lambda::EventInvokeConfig'),
    ...muster.all('AWS::Lambda::EventSourceMapping'),
  ]
    .filter(({ Properties }) => functionOf(Properties.FunctionName) === name)
    .map(({ Properties }) => muster.read(Properties.DestinationConfig.OnFailure.Destination));

  test('leaves in the dead letters what fails for good, and may', () => {
    expect(destinations).toEqual(['<DeadLetters/Work.Arn>']);
    const statements = muster.at('AWS::IAM::Role', `${name}/Role`).Properties.Policies[0].PolicyDocument
      .Statement;
    expect(statements).toContainEqual(
      expect.objectContaining({ Sid: 'LeaveDeadLetters', Action: 'sqs:SendMessage', Effect: 'Allow' }),
    );
  });
});

test('whoever is called without an answer has a failure destination', () => {
  const calledByRule = muster
    .all('AWS::Events::Rule')
    .flatMap(({ Properties }) => Properties.Targets)
    .map(({ Arn }) => functionOf(Arn));
  const calledByService = muster
    .all('AWS::Lambda::Permission')
    .filter(({ Properties }) => Properties.Principal !== 'apigateway.amazonaws.com')
    .map(({ Properties }) => functionOf(Properties.FunctionName));
  const covered = muster
    .all('AWS::Lambda::EventInvokeConfig')
    .map(({ Properties }) => functionOf(Properties.FunctionName));
  for (const name of calledByService) expect(covered).toContain(name);
  expect(calledByRule).toContain('Sweeper');
});

test('the daily look is repeated when it fails, because the next one is a day away', () => {
  const { ScheduleExpression, Targets } = muster.at('AWS::Events::Rule', 'Coverage/Schedule').Properties;
  expect(ScheduleExpression).toBe('cron(0 8 * * ? *)');
  expect(Targets[0].RetryPolicy.MaximumRetryAttempts).toBe(2);
  const invocation = muster
    .all('AWS::Lambda::EventInvokeConfig')
    .find(({ Properties }) => functionOf(Properties.FunctionName) === 'Coverage');
  expect(invocation?.Properties.MaximumRetryAttempts).toBe(2);
});

test('a signal whose batch failed is tried again soon, and only after its consumer has ended', () => {
  const { VisibilityTimeout } = muster.at('AWS::SQS::Queue', 'SignalIntake/Queue').Properties;
  const { Timeout } = muster.at('AWS::Lambda::Function', 'IntakeQueue/Function').Properties;
  expect(VisibilityTimeout).toBeGreaterThan(Timeout);
  expect(VisibilityTimeout).toBeLessThanOrEqual(60);
});

test('one bad signal or record does not hold those beside it', () => {
  for (const { Properties } of muster.all('AWS::Lambda::EventSourceMapping')) {
    expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  }
  const stream = muster.at('AWS::Lambda::EventSourceMapping', 'Timeline/Changes').Properties;
  expect(stream).toMatchObject({ BisectBatchOnFunctionError: true, StartingPosition: 'TRIM_HORIZON' });
  expect(stream.MaximumRetryAttempts).toBeGreaterThan(0);
});

test('the timeline is woken by new events and by alerts that joined, and by nothing that it writes itself', () => {
  const { Filters } = muster.at('AWS::Lambda::EventSourceMapping', 'Timeline/Changes').Properties
    .FilterCriteria;
  expect(Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
    { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'EVT#' }] } } } },
    { eventName: ['MODIFY'], dynamodb: { Keys: { pk: { S: [{ prefix: 'DEDUP#' }] } } } },
  ]);
});
