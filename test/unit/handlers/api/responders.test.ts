import { describe, expect, it } from 'vitest';
import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import { responderRoutes } from '#contract/responders.ts';
import { reviewRoutes } from '#contract/reviews.ts';
import { roleRoutes } from '#contract/roles.ts';
import { changeOf } from '#domain/incident/change.ts';
import type { Incident } from '#domain/incident/schema.ts';
import type { RequestedResponders } from '#domain/responder/schema.ts';
import { createApi } from '#handlers/api/http/createApi.ts';
import { responderOperations } from '#handlers/api/responderOperations.ts';
import { reviewOperations } from '#handlers/api/reviewOperations.ts';
import { roleOperations } from '#handlers/api/roleOperations.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { type Asked, apiEvent, lambdaContext } from '#test/support/apiEvent.ts';
import { openOne } from '#test/support/opened.ts';
import { requireContract } from '#test/support/routeTable.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, newWorld } from '#test/support/world.ts';

const STRANGER = 'ctc_000000000000000000000N0B0D';

/** The API of roles, responders and reviews over an incident in memory. */
async function responseApi() {
  const world = newWorld();
  const record = await openOne(world);
  const { clock, ids } = world.ports;
  const handler = createApi({
    routes: { ...roleRoutes, ...responderRoutes, ...reviewRoutes },
    operations: {
      ...roleOperations(world.ports),
      ...responderOperations(world.ports),
      ...reviewOperations(world.ports),
    },
    once: { store: memoryIdempotencyStore(), clock, ids },
  });
  const ask = async <Body = Incident>(routeKey: string, { params = {}, ...asked }: Partial<Asked> = {}) => {
    const event = apiEvent({
      routeKey,
      scopes: 'respond',
      params: { id: String(record.number), ...params },
      ...asked,
    });
    const { statusCode, body = '' } = await handler(event, lambdaContext);
    const reply = JSON.parse(body);
    requireContract(routeKey, statusCode, reply);
    return { status: statusCode, body: reply as Body };
  };
  const assign = (role: string, body: unknown, asked: Partial<Asked> = {}) =>
    ask('PUT /v1/incidents/{id}/roles/{role}', { params: { role }, body, ...asked });
  const request = (body: unknown, asked: Partial<Asked> = {}) =>
    ask<RequestedResponders>('POST /v1/incidents/{id}/responders', { body, ...asked });
  const answer = (contactId: string, given: 'accept' | 'decline', asked: Partial<Asked> = {}) =>
    ask(`POST /v1/incidents/{id}/responders/{contactId}/${given}`, { params: { contactId }, ...asked });
  const waive = (body: unknown) => ask('POST /v1/incidents/{id}/review/waive', { body });
  const events = async () => (await world.ports.incidents.timeline(record.id, 100, undefined)).items;
  const cancel = () => moveIncident(record.id, { name: 'cancel' }, { actor: alice }, world.ports);
  return { world, record, assign, request, answer, waive, events, cancel };
}

describe('the API of roles', () => {
  it('assigns, hands over and vacates, and shows the vacant ones', async () => {
    const { assign, events } = await responseApi();
    const assigned = await assign('commander', { contactId: ada.id });
    expect(assigned).toMatchObject({ status: 200 });
    expect(assigned.body.roles).toEqual([
      { role: 'communications', contactId: null },
      { role: 'scribe', contactId: null },
      { role: 'commander', contactId: ada.id },
    ]);
    await assign('commander', { contactId: ben.id, reason: 'Ada goes to bed.' });
    const { etag } = (await assign('commander', { contactId: ben.id })).body;
    expect((await assign('commander', { contactId: ben.id })).body.etag).toBe(etag);
    await assign('commander', { contactId: null });
    const said = (await events()).filter(({ type }) => type.startsWith('role.'));
    expect(said.map(({ type, data, reason }) => [type, data.toContact ?? data.contact, reason])).toEqual([
      ['role.assigned', 'Ada', undefined],
      ['role.handed-over', 'Ben', 'Ada goes to bed.'],
      ['role.vacated', 'Ben', undefined],
    ]);
  });

  it('refuses what it does not know, what has changed since, and what is over', async () => {
    const { assign, cancel } = await responseApi();
    expect((await assign('captain', { contactId: ada.id })).body).toMatchObject({
      status: 404,
      roles: ['commander', 'communications', 'scribe'],
    });
    expect((await assign('commander', { contactId: STRANGER })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'contactId', message: 'names no contact' }],
    });
    const stale = { headers: { 'if-match': '"99"' } };
    expect((await assign('commander', { contactId: ada.id }, stale)).body).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    expect((await assign('commander', {}, { scopes: 'read' })).body).toMatchObject({ status: 403 });
    await cancel();
    expect((await assign('commander', { contactId: ada.id })).body).toMatchObject({
      status: 409,
      code: 'invalid-transition',
    });
  });
});

describe('the API of responders', () => {
  const toBen = { targets: [{ type: 'contact', id: ben.id }], message: 'Please.' };

  it('asks people, tells who was asked before, and takes their answers', async () => {
    const { request, answer } = await responseApi();
    expect(await request(toBen)).toMatchObject({
      status: 201,
      body: { responders: [{ contactId: ben.id, state: 'requested', requestedBy: 'test' }], notPaged: [] },
    });
    expect(await request(toBen)).toMatchObject({
      status: 200,
      body: { responders: [{ contactId: ben.id }], notPaged: [{ contactId: ben.id }] },
    });
    const accepted = await answer(ben.id, 'accept', { body: { reason: 'By phone.' } });
    expect(accepted).toMatchObject({
      status: 200,
      body: { status: 'triggered', responders: [{ contactId: ben.id, state: 'accepted' }] },
    });
    expect((await answer(ben.id, 'accept')).body.etag).toBe(accepted.body.etag);
    expect((await answer(ben.id, 'decline')).body).toMatchObject({ status: 409, state: 'accepted' });
    expect((await answer(ada.id, 'decline')).body).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('asks once for each Idempotency-Key, and answers the same', async () => {
    const { request, events } = await responseApi();
    const headers = { 'idempotency-key': 'help-1' };
    expect(await request(toBen, { headers })).toEqual(await request(toBen, { headers }));
    expect((await events()).filter(({ type }) => type === 'responder.requested')).toHaveLength(1);
  });

  it.each([
    ['nobody', { targets: [] }, 'targets'],
    ['an unknown kind', { targets: [{ type: 'service', id: ben.id }] }, 'targets.0.type'],
    ['somebody who does not exist', { targets: [{ type: 'contact', id: STRANGER }] }, 'targets.0.id'],
    ['a very long message', { ...toBen, message: 'x'.repeat(501) }, 'message'],
  ])('refuses %s with the field', async (_case, body, path) => {
    const { request } = await responseApi();
    expect((await request(body)).body).toMatchObject({ status: 400, errors: [{ path }] });
  });

  it('refuses to ask for help with what is over', async () => {
    const { request, cancel } = await responseApi();
    await cancel();
    expect((await request(toBen)).body).toMatchObject({
      status: 409,
      code: 'invalid-transition',
      allowed: [],
    });
  });
});

describe('the API of reviews', () => {
  it('waives a review that is required, with a reason', async () => {
    const { waive, world, record, events } = await responseApi();
    const review = { required: true, dueIn: 'P5D', waived: false };
    await world.ports.incidents.commit(changeOf(record, world.ports.clock.now(), { review }, []));
    expect((await waive({})).body).toMatchObject({ status: 400, errors: [{ path: 'reason' }] });
    const waived = await waive({ reason: 'A false alarm.' });
    expect(waived).toMatchObject({ status: 200, body: { review: { required: true, waived: true } } });
    expect((await waive({ reason: 'Once more.' })).body.etag).toBe(waived.body.etag);
    expect((await events()).at(-1)).toMatchObject({ type: 'review.waived', reason: 'A false alarm.' });
  });

  it('has none to waive where none is required', async () => {
    const { waive } = await responseApi();
    expect((await waive({ reason: 'Never mind.' })).body).toMatchObject({
      status: 409,
      code: 'invalid-transition',
    });
  });
});
