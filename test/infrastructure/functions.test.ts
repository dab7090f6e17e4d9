import { describe, expect, test } from 'vitest';
import { Synthesized, type TemplateResource } from '#test/infrastructure/synthesized.ts';

const muster = new Synthesized();

const table = '<Records/Table.Arn>';
const stateMachine =
  'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:Muster-incident-lifecycle';
const contactTopics = 'arn:<AWS::Partition>:sns:<AWS::Region>:<AWS::AccountId>:Muster-contact-*';

const readRecords = { ReadRecords: [`dynamodb:BatchGetItem dynamodb:GetItem dynamodb:Query`, table] };
const writeRecords = { WriteRecords: ['dynamodb:PutItem dynamodb:UpdateItem', table] };
const findRecords = { FindRecords: ['dynamodb:GetItem', table] };
const listOpenIncidents = { ListOpenIncidents: ['dynamodb:Query', `${table}/index/openIncidents`] };
const startExecutions = { StartExecutions: ['states:StartExecution', stateMachine] };
const interruptExecutions = { InterruptExecutions: ['states:SendTaskFailure states:SendTaskSuccess', '*'] };
const readAlarmTags = { ReadAlarmTags: ['cloudwatch:ListTagsForResource', '*'] };
const listAlarms = { ListAlarms: ['cloudwatch:DescribeAlarms', '*'] };
const pageContacts = {
  PageByEmail: ['sns:Publish', contactTopics],
  PageBySms: ['sns:Publish', 'all but arn:<AWS::Partition>:sns:*:*:*'],
};
const leaveDeadLetters = { LeaveDeadLetters: ['sqs:SendMessage', '<DeadLetters/Work.Arn>'] };

const tableName = { TABLE_NAME: '<Records/Table>' };
const machineArn = { STATE_MACHINE_ARN: stateMachine };
const publicUrl = { PUBLIC_URL: '<HttpApi/Api.ApiEndpoint>' };
const contactTopicPrefix = { CONTACT_TOPIC_PREFIX: 'Muster-contact-' };

/** What each function may do and is told, and nothing beside. */
const expected: Record<string, { grants: Record<string, string[]>; environment: Record<string, string> }> = {
  ApiIncidents: {
    grants: {
      ...readRecords,
      ...writeRecords,
      ListIncidents: ['dynamodb:Query', `${table}/index/incidentsByTime ${table}/index/openIncidents`],
      ...startExecutions,
      ...interruptExecutions,
    },
    environment: { ...tableName, ...machineArn },
  },
  ApiConfiguration: {
    grants: {
      ...readRecords,
      ...writeRecords,
      CheckRecords: ['dynamodb:ConditionCheckItem', table],
      DeleteRecords: ['dynamodb:DeleteItem', table],
      ManageContactTopics: [
        'sns:CreateTopic sns:DeleteTopic sns:ListSubscriptionsByTopic sns:SetTopicAttributes sns:Subscribe sns:TagResource',
        contactTopics,
      ],
      UnsubscribeContacts: ['sns:Unsubscribe', '*'],
      ...pageContacts,
    },
    environment: { ...tableName, ...contactTopicPrefix, ...publicUrl },
  },
  ApiPublic: {
    grants: { ...readRecords, ...writeRecords, ...interruptExecutions },
    environment: { ...tableName, ...machineArn },
  },
  Authorizer: {
    grants: { ...findRecords, NoteUse: ['dynamodb:UpdateItem', table] },
    environment: tableName,
  },
  IntakeHttp: {
    grants: {
      SendSignals: ['sqs:SendMessage', '<SignalIntake/Queue.Arn>'],
      ...findRecords,
      ...writeRecords,
    },
    environment: { ...tableName, INTAKE_QUEUE_URL: '<SignalIntake/Queue>' },
  },
  IntakeQueue: {
    grants: {
      ReceiveSignals: [
        'sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage',
        '<SignalIntake/Queue.Arn>',
      ],
      ...readRecords,
      ...writeRecords,
      ...startExecutions,
      ...interruptExecutions,
      ...readAlarmTags,
    },
    environment: { ...tableName, ...machineArn },
  },
  AlarmAction: {
    grants: {
      ...readRecords,
      ...writeRecords,
      ...startExecutions,
      ...interruptExecutions,
      ...readAlarmTags,
      ...leaveDeadLetters,
    },
    environment: { ...tableName, ...machineArn },
  },
  Clock: {
    grants: {
      ...readRecords,
      ...writeRecords,
      ...interruptExecutions,
      ...pageContacts,
    },
    environment: { ...tableName, ...machineArn, ...publicUrl },
  },
  Timeline: {
    grants: {
      ReadChanges: [
        'dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams',
        '<Records/Table.StreamArn>',
      ],
      ...readRecords,
      ...listOpenIncidents,
      ...writeRecords,
      PublishTimeline: ['sns:Publish', '<EventsTopic>'],
      RequestSteps: ['events:PutEvents', '<SignalIntake/EventBus.Arn>'],
      ...leaveDeadLetters,
    },
    environment: {
      ...tableName,
      EVENTS_TOPIC_ARN: '<EventsTopic>',
      EVENT_BUS_NAME: '<SignalIntake/EventBus>',
    },
  },
  Reconciler: {
    grants: {
      ...listAlarms,
      ...readAlarmTags,
      ...readRecords,
      ...writeRecords,
      ...startExecutions,
      ...interruptExecutions,
      ...leaveDeadLetters,
    },
    environment: {
      ...tableName,
      ...machineArn,
      ALARM_ACTION_ARNS: '<SignalIntake/AlarmTopic> <AlarmAction/Function.Arn>',
    },
  },
  Coverage: {
    grants: {
      ...readRecords,
      ...writeRecords,
      ReadSubscriptions: ['sns:ListSubscriptionsByTopic', contactTopics],
      ...pageContacts,
      ...leaveDeadLetters,
    },
    environment: { ...tableName, ...contactTopicPrefix },
  },
  ShiftReminders: {
    grants: { ...readRecords, ...writeRecords, ...pageContacts, ...leaveDeadLetters },
    environment: tableName,
  },
  Sweeper: {
    grants: {
      ...listOpenIncidents,
      ...findRecords,
      ...writeRecords,
      ListExecutions: ['states:ListExecutions', stateMachine],
      StopExecutions: ['states:StopExecution', `${stateMachine.replace(':stateMachine:', ':execution:')}:*`],
      ...startExecutions,
      ...leaveDeadLetters,
    },
    environment: { ...tableName, ...machineArn },
  },
};

interface Statement {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  NotResource?: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const words = (values: unknown): string =>
  list(values)
    .map((value) => muster.read(value))
    .sort()
    .join(' ');

const grantsOf = (role: TemplateResource): Record<string, string[]> =>
  Object.fromEntries(
    role.Properties.Policies.flatMap(({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) =>
      PolicyDocument.Statement.map((statement) => [
        statement.Sid,
        [
          words(statement.Action),
          statement.NotResource === undefined
            ? words(statement.Resource)
            : `all but ${words(statement.NotResource)}`,
        ],
      ]),
    ),
  );

test('these are all the functions', () => {
  expect(muster.all('AWS::Lambda::Function').map(({ path }) => path.replace('/Function', ''))).toEqual(
    expect.arrayContaining(Object.keys(expected)),
  );
  expect(muster.all('AWS::Lambda::Function')).toHaveLength(Object.keys(expected).length);
});

describe.each(Object.entries(expected))('%s', (name, { grants, environment }) => {
  const role = muster.at('AWS::IAM::Role', `${name}/Role`);
  const { Properties } = muster.at('AWS::Lambda::Function', `${name}/Function`);

  test('may do what it needs and nothing more', () => {
    expect(grantsOf(role)).toEqual({
      WriteLog: ['logs:CreateLogStream logs:PutLogEvents', `<${name}/Log.Arn>`],
      ...grants,
    });
    expect(role.Properties.ManagedPolicyArns).toBeUndefined();
  });

  test('gets no right from elsewhere', () => {
    const attached = muster
      .all('AWS::IAM::Policy')
      .filter((policy) =>
        policy.Properties.Roles.some((attachedTo: unknown) => muster.read(attachedTo) === `<${name}/Role>`),
      );
    expect(attached).toEqual([]);
  });

  test('is told what it reads from its environment', () => {
    const { NODE_OPTIONS: _, ...variables } = Properties.Environment.Variables;
    expect(
      Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, muster.read(value)])),
    ).toEqual(environment);
  });

  test('writes a log of its own, with an end', () => {
    expect(muster.read(Properties.LoggingConfig.LogGroup)).toBe(`<${name}/Log>`);
    expect(muster.at('AWS::Logs::LogGroup', `${name}/Log`).Properties.RetentionInDays).toBe(30);
  });
});

test('no action and no key of a right is a wildcard', () => {
  const statements = muster
    .all('AWS::IAM::Role')
    .flatMap(({ Properties }) => Properties.Policies ?? [])
    .concat(muster.all('AWS::IAM::Policy').map(({ Properties }) => Properties))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement as Statement[]);
  expect(
    statements.flatMap(({ Action }) => list(Action)).filter((action) => String(action).includes('*')),
  ).toEqual([]);
});

test('the address that people reach Muster by is told to those who write links', () => {
  const own = new Synthesized({ publicUrl: 'https://muster.example.com' });
  for (const name of ['Clock', 'ApiConfiguration']) {
    const { Properties } = own.at('AWS::Lambda::Function', `${name}/Function`);
    expect(Properties.Environment.Variables.PUBLIC_URL).toBe('https://muster.example.com');
  }
  expect(own.outputs.ApiUrl?.Value).toBe('https://muster.example.com');
});
