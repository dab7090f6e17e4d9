import { describe, expect, it } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { newService, unique } from '#test/support/organisations.ts';
import { withQuietPeriod } from '#test/support/quietPeriod.ts';

const QUIET_MS = 1000;

/** An incident that was resolved and has nothing to do but to stay quiet. */
async function resolved(changes: Record<string, unknown> = {}): Promise<Incident> {
  const service = await newService();
  const { id } = await withQuietPeriod('PT1S', () =>
    must<Incident>('POST', '/v1/incidents', { title: unique('closing'), serviceId: service.id, ...changes }),
  );
  return must<Incident>('POST', `/v1/incidents/${id}/resolve`, { summary: 'Rolled back.' });
}

const toldOf = (id: string, type: string) =>
  eventually(async () => (await timelineOf(id)).find((event) => event.type === type));

describe('a resolved incident', () => {
  it('closes by itself after its quiet period, not before and at most 2 s later', async () => {
    const { id, resolvedAt } = await resolved({ category: 'availability' });

    const closed = await toldOf(id, 'incident.closed');

    const quiet = Date.parse(closed.at) - Date.parse(resolvedAt ?? '');
    expect(quiet).toBeGreaterThanOrEqual(QUIET_MS);
    expect(quiet).toBeLessThan(QUIET_MS + 2000);
    expect(closed).toMatchObject({
      actor: { type: 'system' },
      reason: 'Nothing came back during the quiet period.',
    });
  });

  it('that misses something says so when its quiet period is over, and closes by itself when that is there', async () => {
    const { id } = await resolved();
    const blocked = await toldOf(id, 'closure.blocked');
    expect(blocked.data).toEqual({ missing: ['category'] });
    expect((await incidentOf(id)).status).toBe('resolved');
    expect(await ask('POST', `/v1/incidents/${id}/close`)).toMatchObject({
      status: 409,
      body: { code: 'closure-blocked', missing: ['category'] },
    });

    await must('PATCH', `/v1/incidents/${id}`, { category: 'deployment' });

    await toldOf(id, 'incident.closed');
    const closed = await incidentOf(id);
    expect(closed).toMatchObject({ status: 'closed', category: 'deployment' });
    expect(closed.closedAt).not.toBeNull();
  });
});
