import { GetExecutionHistoryCommand, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, inject, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import { stepFunctions } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { executionsOf } from '#test/support/executions.ts';
import { smsTo } from '#test/support/inboxes.ts';
import { incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { newContact, newPolicy, newService, unique } from '#test/support/organisations.ts';

/** The states that an execution has entered: each is one transition that AWS charges. */
async function statesOf(executionArn: string | undefined): Promise<string[]> {
  const { events = [] } = await stepFunctions().send(
    new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

describe('an execution', () => {
  it('takes an incident through three levels, acknowledge, resolve and close in seven transitions', async () => {
    const contacts = await Promise.all([1, 2, 3].map(() => newContact({ email: null })));
    const policy = await newPolicy(
      contacts.map((contact, index) => [index === 0 ? 'PT0S' : 'PT1S', contact]),
    );
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await must<Incident>('POST', '/v1/incidents', {
      title: unique('whole life'),
      serviceId: service.id,
      category: 'availability',
    });
    await eventually(async () => (await smsTo(contacts[2]?.phone ?? '')).length === 1);

    await must('POST', `/v1/incidents/${id}/acknowledge`);
    const inState = (name: string) =>
      eventually(async () => (await statesOf((await executionsOf(id))[0]?.executionArn)).at(-1) === name);
    await inState('Respond');
    await must('POST', `/v1/incidents/${id}/resolve`, { summary: 'Mended.' });
    await inState('Confirm');
    await must('POST', `/v1/incidents/${id}/close`);

    const [execution, ...others] = await eventually(async () => {
      const all = await executionsOf(id);
      return all[0]?.status === 'SUCCEEDED' && all;
    });
    expect(others).toEqual([]);
    expect(await statesOf(execution?.executionArn)).toEqual([
      'Triage',
      'Engage',
      'Engage',
      'Engage',
      'Respond',
      'Confirm',
      'Closed',
    ]);
  });

  it('of an older epoch ends at its first look and does nothing', async () => {
    const contact = await newContact({ email: null });
    const policy = await newPolicy([['PT1H', contact]]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await must<Incident>('POST', '/v1/incidents', {
      title: unique('fenced'),
      serviceId: service.id,
    });
    const before = await timelineOf(id);

    const { executionArn } = await stepFunctions().send(
      new StartExecutionCommand({
        stateMachineArn: inject('stack').stateMachineArn,
        name: `${id}-0`,
        input: JSON.stringify({ incidentId: id, epoch: 0, stage: 'engage', waits: [1] }),
      }),
    );

    await eventually(async () => (await statesOf(executionArn)).at(-1) === 'Superseded');
    expect(await statesOf(executionArn)).toEqual(['Triage', 'Engage', 'Superseded']);
    expect(await timelineOf(id)).toEqual(before);
    expect(await smsTo(contact.phone ?? '')).toEqual([]);
  });

  it('that is killed is replaced within two minutes, and the next one pages on', async () => {
    const [first, second] = await Promise.all([newContact({ email: null }), newContact({ email: null })]);
    const policy = await newPolicy([
      ['PT0S', first],
      ['PT1M', second],
    ]);
    const service = await newService({ escalationPolicyId: policy.id });
    const { id } = await must<Incident>('POST', '/v1/incidents', {
      title: unique('killed'),
      serviceId: service.id,
    });
    await eventually(async () => (await smsTo(first.phone ?? '')).length === 1);
    const [running] = await executionsOf(id);
    await stepFunctions().send(new StopExecutionCommand({ executionArn: running?.executionArn }));

    const revived = await eventually(
      async () => (await timelineOf(id)).find((event) => event.type === 'clock.revived'),
      { within: 120_000, every: 500 },
    );
    expect(revived.reason).toBe('Its execution was gone. The next one keeps its time.');
    await eventually(async () => (await smsTo(second.phone ?? '')).length === 1, {
      within: 90_000,
      every: 500,
    });

    expect((await executionsOf(id)).map(({ name, status }) => [name, status]).sort()).toEqual([
      [`${id}-1`, 'ABORTED'],
      [`${id}-2`, 'RUNNING'],
    ]);
    expect(await smsTo(first.phone ?? '')).toHaveLength(1);
    expect((await incidentOf(id)).escalation.level).toBe(2);
  }, 240_000);
});
