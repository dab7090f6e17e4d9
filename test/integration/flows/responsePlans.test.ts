import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import type { PlanChoice, PlanDiff, ResponsePlan } from '#domain/plan/schema.ts';
import type { Page } from '#operations/ports.ts';
import { eventually } from '#test/support/eventually.ts';
import { ask, must } from '#test/support/musterApi.ts';
import { newContact, newPolicy, newService, unique } from '#test/support/organisations.ts';

const newPlan = (changes: Record<string, unknown> = {}) =>
  must<ResponsePlan>('POST', '/v1/response-plans', { name: unique('plan'), ...changes });

/** All plans that are stale, however many other tests have left. */
async function stalePlans(): Promise<ResponsePlan[]> {
  const plans: ResponsePlan[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page<ResponsePlan> = await must('GET', `/v1/response-plans?stale=true&limit=100${query}`);
    plans.push(...page.items);
    cursor = page.nextCursor;
  }
  return plans;
}

describe('a response plan', () => {
  it('is chosen for the incidents that its rules name, and the choice is explained', async () => {
    const own = await newPlan();
    const service = await newService({ responsePlanId: own.id });
    const other = await newService();
    const serious = await newPlan({ match: { serviceIds: [service.id], severities: ['critical', 'high'] } });
    const match = (facts: Record<string, unknown>) =>
      must<PlanChoice>('POST', '/v1/response-plans/match', facts);

    const choice = await match({ serviceId: service.id, severity: 'critical' });
    expect(choice).toMatchObject({
      planId: serious.id,
      reason: `"${serious.name}": its rules name the service and the severity.`,
    });
    expect(choice.candidates.find(({ planId }) => planId === own.id)?.matches).toBe(true);
    expect((await match({ serviceId: service.id, severity: 'low' })).planId).toBe(own.id);
    const elsewhere = await match({ serviceId: other.id, severity: 'critical', source: 'cloudwatch' });
    expect([own.id, serious.id]).not.toContain(elsewhere.planId);

    const missing = 'svc_01J00000000000000000000000';
    expect(await ask('POST', '/v1/response-plans/match', { body: { serviceId: missing } })).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ path: 'serviceId' }] },
    });
  });

  it('is a new version with every save, told apart by step, and kept when it is deleted', async () => {
    const steps = [{ key: 'graphs', title: 'Look at the graphs' }];
    const plan = await newPlan({ runbook: { steps } });
    const path = `/v1/response-plans/${plan.id}`;
    const patch = (body: unknown) => ask('PATCH', path, { body, headers: { 'if-match': plan.etag } });

    const changed = await patch({ runbook: { steps: [{ ...steps[0], required: true }] } });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, etag: '"2"' } });
    expect(await patch({ name: 'Too late' })).toMatchObject({ status: 409, body: { code: 'conflict' } });

    expect(await must<PlanDiff>('GET', `${path}/versions/2/diff`)).toEqual({
      from: 1,
      to: 2,
      changes: [{ path: 'runbook.steps.graphs.required', before: false, after: true }],
    });
    await must('DELETE', path);
    expect((await ask('GET', path)).status).toBe(404);
    expect(await must('GET', `${path}/versions`)).toMatchObject({ items: [{ version: 2 }, { version: 1 }] });
    expect(await must('GET', `${path}/versions/1`)).toMatchObject({
      id: plan.id,
      version: 1,
      name: plan.name,
      runbook: { steps: [{ required: false }] },
    });
  });

  it('that is past its review is listed as stale, until its date is moved on', async () => {
    const plan = await newPlan({ reviewBy: '2020-01-31' });
    const listed = (await stalePlans()).find(({ id }) => id === plan.id);
    expect(listed?.stale).toEqual(['It was to be reviewed by 2020-01-31.']);
    await must('PATCH', `/v1/response-plans/${plan.id}`, { reviewBy: '2199-12-31' });
    expect((await stalePlans()).map(({ id }) => id)).not.toContain(plan.id);
  });

  it('counts as exercised when an incident runs it', async () => {
    const plan = await newPlan();
    const service = await newService({ responsePlanId: plan.id });
    const { openedAt } = await must<Incident>('POST', '/v1/incidents', {
      title: unique('exercise'),
      serviceId: service.id,
    });
    await eventually(async () => {
      const { lastExercisedAt } = await must<ResponsePlan>('GET', `/v1/response-plans/${plan.id}`);
      return lastExercisedAt === openedAt;
    });
  });

  it('keeps what it names from being deleted', async () => {
    const contact = await newContact();
    const policy = await newPolicy([['PT0S', await newContact()]]);
    const service = await newService();
    const plan = await newPlan({
      match: { serviceIds: [service.id] },
      escalationPolicyId: policy.id,
      roles: [{ role: 'commander', fillFrom: { type: 'contact', id: contact.id } }],
    });
    const used = [`services/${service.id}`, `escalation-policies/${policy.id}`, `contacts/${contact.id}`];
    for (const path of used) {
      expect(await ask('DELETE', `/v1/${path}`)).toMatchObject({
        status: 409,
        body: { code: 'in-use', by: [{ type: 'response-plan', id: plan.id, name: plan.name }] },
      });
    }
    await must('DELETE', `/v1/response-plans/${plan.id}`);
    for (const path of used) expect((await ask('DELETE', `/v1/${path}`)).status).toBe(204);
  });
});
