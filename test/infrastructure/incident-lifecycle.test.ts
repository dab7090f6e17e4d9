import { describe, expect, test } from 'vitest';
import { Synthesized } from '#test/infrastructure/synthesized.ts';

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Resource?: string;
  Arguments?: { Payload: Record<string, string> };
  TimeoutSeconds?: string;
  Choices?: { Condition: string; Next: string }[];
  Retry?: { ErrorEquals: string[]; MaxAttempts: number }[];
  Catch?: { ErrorEquals: string[]; Next: string; Output?: Record<string, string> }[];
}

const muster = new Synthesized();
const machine = muster.at('AWS::StepFunctions::StateMachine', 'IncidentLifecycle/StateMachine').Properties;
const definition = JSON.parse(machine.DefinitionString) as {
  QueryLanguage: string;
  StartAt: string;
  States: Record<string, State>;
};
const states = Object.entries(definition.States);
const nextOf = (state: State): string[] =>
  [
    state.Next,
    state.Default,
    ...(state.Choices ?? []).map(({ Next }) => Next),
    ...(state.Catch ?? []).map(({ Next }) => Next),
  ].filter((next) => next !== undefined);

test('every state is reached, and leads to one that exists or ends', () => {
  const reached = new Set([definition.StartAt]);
  for (const name of reached) {
    const state = definition.States[name];
    if (state === undefined) throw new Error(`${name} does not exist.`);
    for (const next of nextOf(state)) reached.add(next);
    expect(nextOf(state).length > 0).toBe(!['Succeed', 'Fail'].includes(state.Type));
  }
  expect([...reached].sort()).toEqual(Object.keys(definition.States).sort());
});

test('every stage that the record knows leads to its state', () => {
  const byStage = Object.fromEntries(
    (definition.States.Triage?.Choices ?? []).map(({ Condition, Next }) => [
      Condition.match(/'(\w+)'/)?.[1],
      Next,
    ]),
  );
  expect(byStage).toEqual({
    engage: 'Engage',
    respond: 'Respond',
    confirm: 'Confirm',
    review: 'Review',
    closed: 'Closed',
    superseded: 'Superseded',
  });
  expect(definition.States[definition.States.Triage?.Default ?? '']?.Type).toBe('Fail');
});

test('a life of three levels, an acknowledgement, a resolution and a closing is seven transitions', () => {
  const engage = definition.States.Engage;
  const timeout = engage?.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
  expect(timeout?.Next).toBe('Engage');
  expect(engage?.Next).toBe('Respond');
  expect(definition.States.Respond?.Next).toBe('Confirm');
  expect(definition.States.Confirm?.Next).toBe('Closed');
  expect(definition.States.Review?.Next).toBe('Closed');
  expect(definition.States.Closed?.Type).toBe('Succeed');
});

const waiting = states.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'));

test('the stages of an open incident wait', () => {
  expect(waiting.map(([name]) => name)).toEqual(['Engage', 'Respond', 'Confirm', 'Review']);
});

describe.each(waiting)('%s', (name, state) => {
  test('never waits for ever', () => {
    expect(state.TimeoutSeconds).toContain('$states.input.waits[0]');
  });

  test('hands the clock its own stage and the token', () => {
    expect(state.Arguments?.Payload).toMatchObject({
      stage: name.toLowerCase(),
      taskToken: '{% $states.context.Task.Token %}',
    });
  });

  test('comes back to itself with one wait less when the time is up', () => {
    const timeout = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
    expect(timeout?.Next).toBe(name);
    expect(Object.keys(timeout?.Output ?? {}).sort()).toEqual(['epoch', 'incidentId', 'stage', 'waits']);
  });

  test('asks the record at once, without a retry, when it is told to', () => {
    const [first] = state.Retry ?? [];
    expect(first).toEqual({ ErrorEquals: ['Muster.Replan', 'Muster.Superseded'], MaxAttempts: 0 });
    const caughtBy = (error: string) =>
      state.Catch?.find(
        ({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'),
      )?.Next;
    expect(caughtBy('Muster.Replan')).toBe('Replan');
    expect(caughtBy('Muster.Superseded')).toBe('Superseded');
    expect(caughtBy('Lambda.Unknown')).toBe('Replan');
  });

  test('tries a clock that failed again, and does not take a timeout for a failure', () => {
    const retried = state.Retry?.slice(1).flatMap(({ ErrorEquals }) => ErrorEquals) ?? [];
    expect(retried).toEqual(expect.arrayContaining(['States.TaskFailed', 'Lambda.TooManyRequestsException']));
    expect(retried).not.toContain('States.ALL');
    expect(retried).not.toContain('States.Timeout');
  });
});

const placeholders = [...new Set(machine.DefinitionString.match(/(?<=\$\{)\w+(?=\})/g))];

test('the machine calls the clock, and may call nothing else', () => {
  expect(muster.read(machine.DefinitionSubstitutions.ClockFunctionArn)).toBe('<Clock/Function.Arn>');
  expect(Object.keys(machine.DefinitionSubstitutions)).toEqual(placeholders);
  const [{ PolicyDocument }] = muster.at('AWS::IAM::Role', 'IncidentLifecycle/Role').Properties.Policies;
  expect(PolicyDocument.Statement).toEqual([
    expect.objectContaining({
      Action: 'lambda:InvokeFunction',
      Resource: { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
    }),
  ]);
  expect(muster.read(PolicyDocument.Statement[0].Resource)).toBe('<Clock/Function.Arn>');
});

test('the ARN that the functions are told is the one of the machine', () => {
  expect(machine.StateMachineName).toBe('Muster-incident-lifecycle');
  expect(machine.StateMachineType).toBe('STANDARD');
});
