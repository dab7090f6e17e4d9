import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { staffedService, unique } from '#test/support/organisations.ts';

type Problem = { code: string; allowed?: string[]; missing?: string[] };

const move = (id: string, name: string, body: unknown = {}) =>
  ask<Problem>('POST', `/v1/incidents/${id}/${name}`, { body });

async function opened(changes: Record<string, unknown> = {}): Promise<Incident> {
  const { service } = await staffedService();
  return must<Incident>('POST', '/v1/incidents', {
    title: unique('moving'),
    serviceId: service.id,
    ...changes,
  });
}

describe('the life of an incident by hand', () => {
  it('goes through every state, is not closed without what it needs, and closes when that is there', async () => {
    const { id, number } = await opened();
    for (const [name, status] of [
      ['acknowledge', 'acknowledged'],
      ['unacknowledge', 'triggered'],
      ['mitigate', 'mitigated'],
      ['acknowledge', 'acknowledged'],
    ] as const) {
      expect((await move(id, name)).status).toBe(200);
      expect((await incidentOf(String(number))).status).toBe(status);
    }
    expect((await move(id, 'resolve', { summary: 'Rolled back.', cause: 'A bad deploy.' })).status).toBe(200);
    expect((await move(id, 'reopen', { reason: 'It is back.' })).status).toBe(200);
    expect((await move(id, 'resolve', { summary: 'Rolled back, twice.' })).status).toBe(200);

    const blocked = await move(id, 'close');
    expect(blocked.status).toBe(409);
    expect(blocked.body).toMatchObject({ code: 'closure-blocked', missing: ['category'] });
    await must('PATCH', `/v1/incidents/${id}`, { category: 'deployment' });
    expect((await move(id, 'close')).status).toBe(200);

    for (const name of ['acknowledge', 'reopen', 'cancel', 'escalate']) {
      const refused = await move(id, name);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'invalid-transition', allowed: [] });
    }
    const told = (await timelineOf(id))
      .map((event) => event.type)
      .filter((type) => type.startsWith('incident.'));
    expect(told).toEqual([
      'incident.opened',
      'incident.prioritized',
      'incident.acknowledged',
      'incident.unacknowledged',
      'incident.mitigated',
      'incident.acknowledged',
      'incident.resolved',
      'incident.reopened',
      'incident.resolved',
      'incident.categorized',
      'incident.closed',
    ]);
  });

  it('tells what is allowed when a move is not', async () => {
    const { id } = await opened();
    const refused = await move(id, 'close');
    expect(refused.status).toBe(409);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.body.allowed).toEqual(
      expect.arrayContaining(['acknowledge', 'mitigate', 'resolve', 'cancel', 'merge', 'escalate', 'snooze']),
    );
  });

  it('takes notes, also after it is over', async () => {
    const { id } = await opened();
    await must('POST', `/v1/incidents/${id}/cancel`, { reason: 'A test.' });
    const note = await must<{ id: string }>('POST', `/v1/incidents/${id}/timeline`, { text: 'Was a test.' });
    expect((await timelineOf(id)).at(-1)).toMatchObject({
      id: note.id,
      type: 'note.added',
      data: { text: 'Was a test.' },
    });
  });
});

describe('the same problem', () => {
  const alert = (dedupKey: string, serviceId: string, changes: Record<string, unknown> = {}) =>
    must<{ dedupKey: string }>('POST', '/v1/alerts', {
      summary: 'Disk full',
      severity: 'high',
      dedupKey,
      serviceId,
      ...changes,
    });

  it('joins its open incident, reopens a resolved one, and after closing opens one that names it', async () => {
    const { service } = await staffedService();
    const dedupKey = unique('disk');
    const open = () =>
      must<Incident>('POST', '/v1/incidents', {
        title: 'Disk full',
        dedupKey,
        serviceId: service.id,
        category: 'capacity',
      });
    const first = await open();
    const again = await ask<Incident>('POST', '/v1/incidents', {
      body: { title: 'Disk full', dedupKey, serviceId: service.id },
    });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ id: first.id, alertCount: 2 });

    await must('POST', `/v1/incidents/${first.id}/resolve`, { summary: 'Cleaned.' });
    await alert(dedupKey, service.id);
    await eventually(async () => (await incidentOf(first.id)).status === 'triggered');

    await must('POST', `/v1/incidents/${first.id}/resolve`, { summary: 'Cleaned again.' });
    await must('POST', `/v1/incidents/${first.id}/close`);
    const next = await open();
    expect(next.id).not.toBe(first.id);
    expect(next.predecessorId).toBe(first.id);
  });

  it('joins the incident into which its own was merged', async () => {
    const { service } = await staffedService();
    const keys = [unique('cause'), unique('symptom')];
    const [cause, symptom] = await Promise.all(
      keys.map((dedupKey) =>
        must<Incident>('POST', '/v1/incidents', { title: dedupKey, dedupKey, serviceId: service.id }),
      ),
    );
    if (!cause || !symptom) throw new Error('Two incidents were opened.');
    const merged = await must<Incident>('POST', `/v1/incidents/${symptom.id}/merge`, {
      into: String(cause.number),
    });
    expect(merged).toMatchObject({ status: 'merged', mergedInto: cause.id });

    await alert(keys[1] ?? '', service.id);

    await eventually(async () => (await incidentOf(cause.id)).alertCount === 3);
    expect((await incidentOf(symptom.id)).status).toBe('merged');
  });
});

describe('a change', () => {
  it('is refused where somebody else was faster and the caller asked for that', async () => {
    const incident = await opened();
    const patch = (title: string, etag: string) =>
      ask<Problem>('PATCH', `/v1/incidents/${incident.id}`, {
        body: { title },
        headers: { 'if-match': etag },
      });
    // Once its page is out, nothing changes it by itself.
    await eventually(async () => (await timelineOf(incident.id)).some((event) => event.type === 'page.sent'));
    const { etag } = await incidentOf(incident.id);

    expect((await patch('Mine', etag)).status).toBe(200);
    expect(await patch('Too late', etag)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('that creates is made once for an Idempotency-Key', async () => {
    const { service } = await staffedService();
    const key = unique('once');
    const send = (title: string) =>
      ask<Incident & Problem>('POST', '/v1/incidents', {
        body: { title, serviceId: service.id },
        headers: { 'idempotency-key': key },
      });

    const [first, second] = await Promise.all([send('One'), send('One')]);

    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(second?.body.id).toBe(first?.body.id);
    expect(await send('Another')).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });
});

describe('a list', () => {
  it('filters, and goes on where the page before ended', async () => {
    const { service } = await staffedService();
    const made: string[] = [];
    for (const title of ['first', 'second', 'third']) {
      made.push(
        (await must<Incident>('POST', '/v1/incidents', { title: unique(title), serviceId: service.id })).id,
      );
    }
    await must('POST', `/v1/incidents/${made[0]}/cancel`);
    const list = (query: string) =>
      must<{ items: Incident[]; nextCursor: string | null }>(
        'GET',
        `/v1/incidents?serviceId=${service.id}${query}`,
      );

    const page = await eventually(async () => {
      const seen = await list('&limit=2');
      return seen.items.length === 2 && seen.items[0]?.id === made[2] && seen;
    });
    expect(page.items.map(({ id }) => id)).toEqual([made[2], made[1]]);
    const rest = await list(`&limit=2&cursor=${page.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ id: made[0], status: 'canceled' }], nextCursor: null });
    await eventually(async () => (await list('&status=open')).items.length === 2);
    expect((await list('&q=SECOND')).items).toHaveLength(1);
    expect(await ask('GET', '/v1/incidents?cursor=nonsense')).toMatchObject({ status: 400 });
  });
});
