const ref = (Ref: string) => ({ Ref });
const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (Action: string | string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

const role = (service: string, ...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' },
      ],
    },
    Policies: [{ PolicyName: 'Chain', PolicyDocument: { Version: '2012-10-17', Statement } }],
  },
});

const nodeFunction = (roleId: string, Variables: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 25,
    MemorySize: 512,
    Role: arnOf(roleId),
    // A template has no room for the real code: it is put in afterwards.
    Code: { ZipFile: 'exports.handler = () => {};' },
    Environment: { Variables },
  },
});

/**
 * The shortest way from an alarm to an SMS by the services that Muster uses, with nothing done on it:
 * SNS → SQS → Lambda → StartExecution → one Lambda task → SNS.
 *
 * @param phone the number that gets what is published to the output `TopicArn`
 */
export function chainTemplate(phone: string): object {
  return {
    Resources: {
      Topic: { Type: 'AWS::SNS::Topic' },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 30 } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [ref('Queue')],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                ...allow('sqs:SendMessage', arnOf('Queue')),
                Principal: { Service: 'sns.amazonaws.com' },
                Condition: { ArnEquals: { 'aws:SourceArn': ref('Topic') } },
              },
            ],
          },
        },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Properties: { TopicArn: ref('Topic'), Protocol: 'sqs', Endpoint: arnOf('Queue') },
      },
      QueueRole: role(
        'lambda',
        allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], arnOf('Queue')),
        allow('states:StartExecution', ref('Machine')),
      ),
      QueueFunction: nodeFunction('QueueRole', { STATE_MACHINE_ARN: ref('Machine') }),
      Consumer: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: ref('QueueFunction'), EventSourceArn: arnOf('Queue'), BatchSize: 10 },
      },
      MachineRole: role('states', allow('lambda:InvokeFunction', arnOf('TaskFunction'))),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: arnOf('MachineRole'),
          DefinitionSubstitutions: { TaskFunctionArn: arnOf('TaskFunction') },
          DefinitionString: JSON.stringify({
            QueryLanguage: 'JSONata',
            StartAt: 'Send',
            States: {
              Send: {
                Type: 'Task',
                Resource: 'arn:aws:states:::lambda:invoke',
                // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
                Arguments: { FunctionName: '${TaskFunctionArn}', Payload: '{% $states.input %}' },
                End: true,
              },
            },
          }),
        },
      },
      TaskRole: role('lambda', allow('sns:Publish', '*')),
      TaskFunction: nodeFunction('TaskRole', { PHONE: phone }),
      // For measurements whose subject starts an execution, but which are not about what it does.
      IdleMachine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: arnOf('MachineRole'),
          DefinitionString: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
        },
      },
    },
    Outputs: {
      TopicArn: { Value: ref('Topic') },
      IdleMachineArn: { Value: ref('IdleMachine') },
      QueueFunctionName: { Value: ref('QueueFunction') },
      TaskFunctionName: { Value: ref('TaskFunction') },
    },
  };
}
