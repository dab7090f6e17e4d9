import { describe, expect, it } from 'vitest';
import type { PlanChoice, PlanDiff, ResponsePlan } from '#domain/plan/schema.ts';
import { configurationApi } from '#test/support/configurationApi.ts';
import { runbookStep } from '#test/support/samplePlan.ts';

const DAY_MS = 24 * 3600_000;
const UNKNOWN = '01J00000000000000000000000';

/** The API, and what the tests ask of it. */
function planApi() {
  const api = configurationApi();
  const { ask } = api;
  const newPlan = async (changes: Record<string, unknown> = {}) =>
    (await ask('POST /v1/response-plans', { body: { name: 'Payments down', ...changes } }))
      .body as unknown as ResponsePlan;
  const change = (id: string, body: Record<string, unknown>, headers: Record<string, string> = {}) =>
    ask('PATCH /v1/response-plans/{id}', { params: { id }, body, headers });
  const namesOf = async (query: Record<string, string>) =>
    (await ask('GET /v1/response-plans', { query })).body.items.map(({ name }) => name);
  return { ...api, newPlan, change, namesOf };
}

describe('a response plan', () => {
  it('is made, read, changed, replaced and deleted; every save is a version', async () => {
    const { ask, newPlan, change } = planApi();
    const plan = await newPlan({ runbook: { steps: [{ key: 'graphs', title: 'Look' }] } });
    expect(plan).toMatchObject({ version: 1, lastExercisedAt: null, stale: [], etag: '"1"' });
    const params = { id: plan.id };
    expect((await ask('GET /v1/response-plans/{id}', { params })).body).toEqual(plan);
    expect((await change(plan.id, { bridgeUrl: 'https://meet.example.org/42' })).body).toMatchObject({
      version: 2,
      runbook: plan.runbook,
    });
    const replaced = await ask('PUT /v1/response-plans/{id}', { params, body: { name: 'New' } });
    expect(replaced.body).toMatchObject({ version: 3, name: 'New', runbook: { steps: [] }, bridgeUrl: null });
    expect((await change(plan.id, { name: 'New' })).body).toMatchObject({ version: 3 });
    expect((await ask('DELETE /v1/response-plans/{id}', { params })).status).toBe(204);
    expect((await ask('GET /v1/response-plans/{id}', { params })).status).toBe(404);
  });

  it('changes only where it is what If-Match names', async () => {
    const { newPlan, change } = planApi();
    const { id, etag } = await newPlan();
    expect((await change(id, { name: 'A' }, { 'if-match': etag })).status).toBe(200);
    const late = await change(id, { name: 'B' }, { 'if-match': etag });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it.each([
    [{ titleTemplate: '{host} is down' }, 'titleTemplate'],
    [{ roles: [{ role: 'scribe' }, { role: 'scribe' }] }, 'roles'],
    [{ runbook: { steps: [runbookStep('a'), runbookStep('a')] } }, 'runbook.steps'],
    [{ runbook: { steps: [runbookStep('a', { role: 'plumber' })] } }, 'runbook.steps.0.role'],
    [{ bridgeUrl: 'javascript:alert(1)' }, 'bridgeUrl'],
    [{ match: { severities: ['worst'] } }, 'match.severities.0'],
    [{ match: { serviceIds: [`svc_${UNKNOWN}`] } }, 'match.serviceIds.0'],
    [
      { roles: [{ role: 'scribe', fillFrom: { type: 'contact', id: `ctc_${UNKNOWN}` } }] },
      'roles.0.fillFrom.id',
    ],
    [{ teamId: `team_${UNKNOWN}` }, 'teamId'],
    [{ reviewBy: '2300-01-01' }, 'reviewBy'],
  ])('refuses %o', async (changes, path) => {
    const { ask } = planApi();
    const refused = await ask('POST /v1/response-plans', { body: { name: 'x', ...changes } });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation-failed', errors: [{ path }] } });
  });

  it('says which placeholders there are', async () => {
    const { ask } = planApi();
    const body = { name: 'x', titleTemplate: '{host} is down' };
    const { errors } = (await ask('POST /v1/response-plans', { body })).body;
    expect(errors[0]?.message).toBe(
      'Braces may hold only what an incident has: {title}, {service}, {severity}, {category}, {source}.',
    );
  });

  it('lets a step be for a role that it has, or that every incident has', async () => {
    const { newPlan, change } = planApi();
    const steps = [runbookStep('a', { role: 'plumber' }), runbookStep('b', { role: 'scribe' })];
    const plan = await newPlan({ roles: [{ role: 'plumber' }], runbook: { steps } });
    expect(plan.version).toBe(1);
    const refused = await change(plan.id, { roles: [] });
    expect(refused.body.errors).toMatchObject([{ path: 'runbook.steps.0.role' }]);
  });

  it('is not larger than what the stores take', async () => {
    const { ask } = planApi();
    const steps = Array.from({ length: 50 }, (_, index) =>
      runbookStep(`s${index}`, { text: 'x'.repeat(3000) }),
    );
    const refused = await ask('POST /v1/response-plans', { body: { name: 'x', runbook: { steps } } });
    expect(refused.body.errors).toMatchObject([{ message: expect.stringContaining('100 KB') }]);
  });

  it('keeps what it names from being deleted, and a service keeps it', async () => {
    const { ask, newPlan } = planApi();
    const service = (await ask('POST /v1/services', { body: { name: 'Payments' } })).body;
    const plan = await newPlan({ match: { serviceIds: [service.id] } });
    expect(await ask('DELETE /v1/services/{id}', { params: { id: service.id } })).toMatchObject({
      status: 409,
      body: { by: [{ type: 'response-plan', id: plan.id, name: plan.name }] },
    });
    const other = (await ask('POST /v1/services', { body: { name: 'Ledger', responsePlanId: plan.id } }))
      .body;
    expect(await ask('DELETE /v1/response-plans/{id}', { params: { id: plan.id } })).toMatchObject({
      status: 409,
      body: { by: [{ type: 'service', id: other.id, name: 'Ledger' }] },
    });
  });
});

describe('the choice of a plan', () => {
  it('is explained for the incident that would be opened', async () => {
    const { ask, newPlan } = planApi();
    const own = await newPlan({ name: 'Own' });
    const service = (await ask('POST /v1/services', { body: { name: 'Payments', responsePlanId: own.id } }))
      .body;
    const serious = await newPlan({ name: 'Serious', match: { severities: ['critical', 'high'] } });
    const match = async (facts: Record<string, unknown>) =>
      (
        await ask('POST /v1/response-plans/match', {
          body: { serviceId: service.id, ...facts },
          scopes: 'read',
        })
      ).body as unknown as PlanChoice;
    expect(await match({ severity: 'low', source: 'cloudwatch' })).toMatchObject({
      planId: own.id,
      reason: 'No plan has rules that hold, and the service names "Own".',
      candidates: [
        { planId: own.id, name: 'Own', matches: true },
        { planId: serious.id, name: 'Serious', matches: false },
      ],
    });
    expect(await match({ severity: 'critical' })).toMatchObject({ planId: serious.id });
    expect(await match({})).toMatchObject({ planId: serious.id });
  });

  it('needs a service that exists; the default one always does', async () => {
    const { ask } = planApi();
    const { items } = (await planApi().ask('GET /v1/services')).body;
    const match = (serviceId: unknown) => ask('POST /v1/response-plans/match', { body: { serviceId } });
    expect(await match(items[0]?.id)).toMatchObject({ status: 200, body: { planId: null, candidates: [] } });
    expect(await match(`svc_${UNKNOWN}`)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ path: 'serviceId' }] },
    });
  });
});

describe('the versions of a plan', () => {
  it('are listed, read and compared, also when the plan is deleted', async () => {
    const { ask, newPlan, change } = planApi();
    const { id } = await newPlan({ runbook: { steps: [runbookStep('graphs')] } });
    await change(id, { runbook: { steps: [runbookStep('graphs', { title: 'Look' })] } });
    await change(id, { name: 'New' });
    await ask('DELETE /v1/response-plans/{id}', { params: { id } });

    const list = await ask('GET /v1/response-plans/{id}/versions', { params: { id } });
    expect(list.body.items.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(list.body.items[0]).toMatchObject({ savedBy: { type: 'key' }, savedAt: expect.any(String) });

    const first = await ask('GET /v1/response-plans/{id}/versions/{version}', {
      params: { id, version: '1' },
    });
    expect(first.body).toMatchObject({ id, version: 1, name: 'Payments down' });

    const diff = async (version: string, query: Record<string, string> = {}) =>
      (
        await ask('GET /v1/response-plans/{id}/versions/{version}/diff', {
          params: { id, version },
          query,
        })
      ).body as unknown as PlanDiff;
    const titled = { path: 'runbook.steps.graphs.title', before: 'Step graphs', after: 'Look' };
    const renamed = { path: 'name', before: 'Payments down', after: 'New' };
    expect(await diff('2')).toEqual({ from: 1, to: 2, changes: [titled] });
    expect(await diff('3', { with: '1' })).toEqual({ from: 1, to: 3, changes: [renamed, titled] });
    expect(await diff('1', { with: '2' })).toMatchObject({ changes: [{ before: 'Look' }] });
    expect(await diff('1')).toMatchObject({ from: null, to: 1 });
  });

  it('come page by page', async () => {
    const { ask, newPlan, change } = planApi();
    const { id } = await newPlan();
    for (const name of ['b', 'c']) await change(id, { name });
    const page = async (query: Record<string, string>) =>
      (await ask('GET /v1/response-plans/{id}/versions', { params: { id }, query })).body;
    const first = await page({ limit: '2' });
    expect(first.items).toMatchObject([{ version: 3 }, { version: 2 }]);
    const second = await page({ limit: '2', cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ version: 1 }], nextCursor: null });
  });

  it('that there are not are not found, and nothing is compared with them', async () => {
    const { ask, newPlan } = planApi();
    const { id } = await newPlan();
    const unknown = { id: `pln_${UNKNOWN}` };
    expect((await ask('GET /v1/response-plans/{id}/versions', { params: unknown })).status).toBe(404);
    for (const version of ['2', '0', 'x', '1.5']) {
      const one = 'GET /v1/response-plans/{id}/versions/{version}';
      expect((await ask(one, { params: { id, version } })).status).toBe(404);
      expect((await ask(`${one}/diff`, { params: { id, version } })).status).toBe(404);
    }
    const refused = await ask('GET /v1/response-plans/{id}/versions/{version}/diff', {
      params: { id, version: '1' },
      query: { with: '7' },
    });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'with' }] } });
  });
});

describe('the stale plans', () => {
  it('are listed with why, until somebody has looked at them or an incident has run them', async () => {
    const { ask, ports, pass, newPlan, change, namesOf } = planApi();
    const reviewed = await newPlan({ name: 'Reviewed', reviewBy: '2026-03-02' });
    const run = await newPlan({ name: 'Run' });
    expect(await namesOf({ stale: 'true' })).toEqual([]);

    pass(2 * DAY_MS);
    const params = { id: reviewed.id };
    expect((await ask('GET /v1/response-plans/{id}', { params })).body).toMatchObject({
      stale: ['It was to be reviewed by 2026-03-02.'],
    });
    expect(await namesOf({ stale: 'true' })).toEqual(['Reviewed']);
    expect(await namesOf({ stale: 'false' })).toEqual(['Run']);
    expect(await namesOf({})).toEqual(['Reviewed', 'Run']);
    expect((await change(reviewed.id, { reviewBy: '2027-03-02' })).body).toMatchObject({ stale: [] });

    pass(180 * DAY_MS);
    expect(await namesOf({ stale: 'true' })).toEqual(['Reviewed', 'Run']);
    const at = ports.clock.now().toISOString();
    await ports.exercises.note(run.id, at);
    expect(await namesOf({ stale: 'true' })).toEqual(['Reviewed']);
    expect((await ask('GET /v1/response-plans/{id}', { params: { id: run.id } })).body).toMatchObject({
      lastExercisedAt: at,
      stale: [],
    });
  });

  it('are found behind pages of fresh ones', async () => {
    const { pass, newPlan, namesOf } = planApi();
    for (const name of ['a', 'b', 'c']) await newPlan({ name });
    await newPlan({ name: 'd', reviewBy: '2026-03-01' });
    pass(DAY_MS);
    expect(await namesOf({ stale: 'true', limit: '1' })).toEqual(['d']);
  });
});
