import { describe, expect, it } from 'vitest';
import type { Problem } from '#contract/problem.ts';
import { runbookRoutes } from '#contract/runbook.ts';
import type { RunbookStep } from '#domain/runbook/schema.ts';
import { createApi } from '#handlers/api/http/createApi.ts';
import { runbookOperations } from '#handlers/api/runbookOperations.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { type Asked, apiEvent, lambdaContext } from '#test/support/apiEvent.ts';
import { requireContract } from '#test/support/routeTable.ts';
import { automatedStep, openWith } from '#test/support/runbooks.ts';
import { ada } from '#test/support/sampleOrganisation.ts';
import { runbookStep } from '#test/support/samplePlan.ts';
import { alice } from '#test/support/world.ts';

/** The API over an incident with one step of each sort. */
async function runbookApi() {
  const { world, record } = await openWith([
    runbookStep('check', { required: true, target: 'PT5M' }),
    automatedStep('restart', 'opened'),
    automatedStep('collect', 'manual'),
  ]);
  const handler = createApi({ routes: runbookRoutes, operations: runbookOperations(world.ports) });
  const ask = async <Body = RunbookStep & Problem>(routeKey: string, asked: Omit<Asked, 'routeKey'>) => {
    const { statusCode, body = '' } = await handler(apiEvent({ routeKey, ...asked }), lambdaContext);
    const reply = JSON.parse(body);
    requireContract(routeKey, statusCode, reply);
    return { status: statusCode, body: reply as Body };
  };
  const act = (key: string, action: string, body?: unknown, asked: Partial<Asked> = {}) =>
    ask(`POST /v1/incidents/{id}/runbook/{key}/${action}`, {
      params: { id: record.id, key },
      scopes: 'respond',
      ...(body === undefined ? {} : { body }),
      ...asked,
    });
  const runbook = async (id: string) =>
    (
      await ask<{ steps: RunbookStep[] }>('GET /v1/incidents/{id}/runbook', {
        params: { id },
        scopes: 'read',
      })
    ).body.steps;
  return { world, record, act, runbook };
}

describe('the API of runbooks', () => {
  it('shows the steps, by id or number of the incident', async () => {
    const { record, runbook } = await runbookApi();
    const steps = await runbook(record.id);
    expect(steps.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'check open',
      'restart requested',
      'collect open',
    ]);
    expect(await runbook(String(record.number))).toEqual(steps);
  });

  it('takes every action, in the name of the key, and answers with the step', async () => {
    const { act, runbook, record } = await runbookApi();
    expect(await act('check', 'assign', { contactId: ada.id })).toMatchObject({
      status: 200,
      body: { key: 'check', assigneeId: ada.id, state: 'open' },
    });
    expect(await act('check', 'complete')).toMatchObject({
      status: 200,
      body: { state: 'done', output: null, by: { type: 'key', name: 'test' } },
    });
    expect(await act('restart', 'fail', { reason: 'No such pod.', run: 1 })).toMatchObject({
      status: 200,
      body: { state: 'failed', reason: 'No such pod.' },
    });
    expect(await act('restart', 'run')).toMatchObject({ status: 200, body: { state: 'requested', run: 2 } });
    expect(await act('restart', 'complete', { output: '', run: 2 })).toMatchObject({
      status: 200,
      body: { state: 'done', output: '' },
    });
    expect(await act('collect', 'skip', { reason: 'Not needed.' })).toMatchObject({
      status: 200,
      body: { state: 'skipped', reason: 'Not needed.' },
    });
    expect((await runbook(record.id)).map(({ state }) => state)).toEqual(['done', 'done', 'skipped']);
  });

  it('refuses what it can not do, and says why', async () => {
    const { act } = await runbookApi();
    expect((await act('other', 'complete')).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await act('Not a key', 'complete')).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await act('check', 'run')).body).toMatchObject({ status: 400, code: 'validation-failed' });
    expect((await act('check', 'fail', { reason: 'No.' })).body).toMatchObject({ status: 400 });
    expect((await act('restart', 'run')).body).toMatchObject({ status: 409, code: 'invalid-transition' });
    expect((await act('restart', 'complete', { run: 2 })).body).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    expect((await act('check', 'skip', {})).body.errors).toMatchObject([{ path: 'reason' }]);
    expect((await act('check', 'complete', { note: 'x' })).status).toBe(400);
    expect((await act('check', 'complete', { output: 'x'.repeat(20_001) })).status).toBe(400);
    const nobody = { contactId: 'ctc_00000000000000000000000XXX' };
    expect((await act('check', 'assign', nobody)).body).toMatchObject({
      status: 400,
      errors: [{ path: 'contactId' }],
    });
  });

  it('lets nobody change a step who may only read', async () => {
    const { act } = await runbookApi();
    expect((await act('check', 'complete', undefined, { scopes: 'read' })).status).toBe(403);
  });

  it('changes nothing on an incident that is over', async () => {
    const { act, world, record } = await runbookApi();
    await moveIncident(record.id, { name: 'cancel' }, { actor: alice }, world.ports);
    for (const [action, body] of [
      ['complete', undefined],
      ['skip', { reason: 'x' }],
      ['assign', { contactId: ada.id }],
      ['fail', { reason: 'x' }],
      ['run', undefined],
    ] as const) {
      expect((await act('restart', action, body)).body).toMatchObject({
        status: 409,
        code: 'invalid-transition',
      });
    }
  });
});
