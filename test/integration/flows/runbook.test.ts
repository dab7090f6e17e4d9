import { beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import type { ResponsePlan } from '#domain/plan/schema.ts';
import type { RunbookStep } from '#domain/runbook/schema.ts';
import type { RequestedStep } from '#operations/runbook/stepRequests.ts';
import { eventually } from '#test/support/eventually.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { staffedService, unique } from '#test/support/organisations.ts';
import { stepRequestQueue } from '#test/support/stepRequestQueue.ts';

const restart = unique('restart');
const TIMEOUT_MS = 2000;

/** An incident with two automations, a step for people, and one that nobody has to do. */
async function openWithRunbook(): Promise<Incident> {
  const { service } = await staffedService();
  const plan = await must<ResponsePlan>('POST', '/v1/response-plans', {
    name: unique('plan'),
    runbook: {
      steps: [
        {
          key: 'restart',
          title: 'Restart the pods',
          required: true,
          automation: { name: restart, parameters: { pod: 'checkout' } },
        },
        { key: 'collect', title: 'Collect the logs', automation: { name: unique('deaf'), timeout: 'PT2S' } },
        { key: 'tell', title: 'Call the bank', text: 'In **payments**.', required: true, target: 'PT5M' },
        { key: 'graphs', title: 'Look at the graphs' },
      ],
    },
  });
  return must<Incident>('POST', '/v1/incidents', {
    title: unique('runbook'),
    serviceId: service.id,
    planId: plan.id,
    category: 'availability',
    severity: 'critical',
    impact: 'critical',
  });
}

const stepsOf = async (id: string) =>
  (await must<{ steps: RunbookStep[] }>('GET', `/v1/incidents/${id}/runbook`)).steps;

const stepIn = (id: string, key: string, state: RunbookStep['state']) =>
  eventually(async () => (await stepsOf(id)).find((step) => step.key === key && step.state === state));

describe('the runbook of an incident', () => {
  let receive: () => Promise<RequestedStep[]>;
  let respondKey: string;
  const requested: RequestedStep[] = [];

  /** The request of a run, as the rule's target gets it; maybe more than once. */
  const requestOf = (incidentId: string, run: number) =>
    eventually(async () => {
      requested.push(...(await receive()));
      return requested.find((request) => request.incidentId === incidentId && request.run === run);
    });

  beforeAll(async () => {
    receive = await stepRequestQueue(restart);
    const { key } = await must<{ key: string }>('POST', '/v1/keys', {
      name: unique('automation'),
      scopes: ['respond'],
    });
    respondKey = key;
  });

  it('asks for an automation by a rule, counts its report, shows who is late, and holds the closing', async () => {
    const { id, number, openedAt } = await openWithRunbook();
    expect(await stepsOf(id)).toMatchObject([
      { key: 'restart', state: 'requested', run: 1, required: true },
      { key: 'collect', state: 'requested', run: 1 },
      {
        key: 'tell',
        text: 'In **payments**.',
        state: 'open',
        late: false,
        dueAt: new Date(Date.parse(openedAt) + 300_000).toISOString(),
      },
      { key: 'graphs', state: 'open', dueAt: null },
    ]);

    const request = await requestOf(id, 1);
    expect(request).toMatchObject({
      number,
      priority: 'P1',
      stepKey: 'restart',
      parameters: { pod: 'checkout' },
    });
    const report = (path: string, body: unknown) => ask('POST', path, { body, key: respondKey });
    expect((await report(request.failPath, { reason: 'No such pod.', run: 1 })).status).toBe(200);
    expect(await ask('POST', `/v1/incidents/${id}/runbook/restart/run`)).toMatchObject({
      status: 200,
      body: { state: 'requested', run: 2 },
    });
    const again = await requestOf(id, 2);
    expect(await report(again.completePath, { run: 1 })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    const done = await report(again.completePath, { output: '3 pods restarted', run: again.run });
    expect(done).toMatchObject({ status: 200, body: { state: 'done', output: '3 pods restarted' } });

    const expired = await stepIn(id, 'collect', 'expired');
    const took = Date.parse(expired.at ?? '') - Date.parse(openedAt);
    expect(took).toBeGreaterThanOrEqual(TIMEOUT_MS);
    expect(took).toBeLessThan(TIMEOUT_MS + 2000);

    await must('POST', `/v1/incidents/${id}/resolve`, { summary: 'Rolled back.' });
    expect(await ask('POST', `/v1/incidents/${id}/close`)).toMatchObject({
      status: 409,
      body: { code: 'closure-blocked', missing: ['runbook.tell'] },
    });
    await must('POST', `/v1/incidents/${id}/runbook/tell/skip`, { reason: 'The bank called us.' });
    await must('POST', `/v1/incidents/${id}/close`);
    expect((await incidentOf(id)).status).toBe('closed');
    expect(await ask('POST', `/v1/incidents/${id}/runbook/graphs/complete`)).toMatchObject({
      status: 409,
      body: { code: 'invalid-transition' },
    });

    const told = (await timelineOf(id)).filter(({ type }) => type.startsWith('step.'));
    expect(told.map(({ type, data }) => `${type} ${data.step} ${data.run}`).toSorted()).toEqual([
      'step.completed restart 2',
      'step.expired collect 1',
      'step.failed restart 1',
      'step.requested collect 1',
      'step.requested restart 1',
      'step.requested restart 2',
      'step.skipped tell 0',
    ]);
  });

  it('closes by itself when the last step is done that closing waited for', async () => {
    const plan = await must<ResponsePlan>('POST', '/v1/response-plans', {
      name: unique('plan'),
      runbook: { steps: [{ key: 'tell', title: 'Call the bank', required: true }] },
      quietPeriod: 'PT1S',
    });
    const { id } = await must<Incident>('POST', '/v1/incidents', {
      title: unique('runbook'),
      planId: plan.id,
      category: 'availability',
    });
    await must('POST', `/v1/incidents/${id}/resolve`, { summary: 'Rolled back.' });
    const blocked = await eventually(async () =>
      (await timelineOf(id)).find(({ type }) => type === 'closure.blocked'),
    );
    expect(blocked.data).toEqual({ missing: ['runbook.tell'] });
    const done = await must<RunbookStep>('POST', `/v1/incidents/${id}/runbook/tell/complete`);
    const closed = await eventually(async () => {
      const incident = await incidentOf(id);
      return incident.status === 'closed' && incident;
    });
    expect(Date.parse(closed.closedAt ?? '') - Date.parse(done.at ?? '')).toBeLessThan(2000);
  });
});
