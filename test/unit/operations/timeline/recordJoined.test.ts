import { describe, expect, it } from 'vitest';
import { presentIncident } from '#domain/incident/record.ts';
import { type JoinedByKey, recordJoined } from '#operations/timeline/recordJoined.ts';
import { openOne } from '#test/support/opened.ts';
import { payments } from '#test/support/sampleOrganisation.ts';
import { newWorld, START } from '#test/support/world.ts';

const alertOf = (number: number) => ({
  id: `alr_${String(number).padStart(26, '0')}`,
  at: START.toISOString(),
  source: 'events' as const,
  origin: 'probe',
  summary: 'Checkout is down',
  severity: 'high' as const,
  count: 1,
});

/** What the pointer said after each of a number of writes, the first of which opened the incident. */
function writes(incidentId: string | undefined, from: number, to: number): JoinedByKey[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    incidentId,
    reference: { serviceId: payments.id, dedupKey: 'checkout', alertCount: from + index },
    alerts: [alertOf(from + index)],
  }));
}

describe('signals that joined', () => {
  it('are written in one change for each key, all of them counted', async () => {
    const world = newWorld();
    const { id, revision } = await openOne(world);

    await recordJoined(writes(id, 2, 40), world.ports);

    const record = await world.ports.incidents.get(id);
    expect(record?.revision).toBe(revision + 1);
    expect(record && presentIncident(record).alertCount).toBe(40);
    const [, ...joined] = (await world.ports.incidents.alerts(id, 100, undefined)).items;
    expect(joined.reduce((sum, alert) => sum + alert.count, 0)).toBe(39);
    const events = (await world.ports.incidents.timeline(id, 100, undefined)).items;
    expect(events.at(-1)).toMatchObject({ type: 'alert.joined', data: { count: 39 } });
  });

  it('change nothing when the stream delivers them again', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await recordJoined(writes(id, 2, 5), world.ports);
    const before = await world.ports.incidents.get(id);

    await recordJoined(writes(id, 2, 5), world.ports);
    await recordJoined(writes(id, 3, 4), world.ports);

    expect(await world.ports.incidents.get(id)).toEqual(before);
  });

  it('are one row each, though the claim that brought them was written again', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    const again = writes(id, 2, 3).map((write) => ({ ...write, alerts: [alertOf(2)] }));

    await recordJoined(again, world.ports);

    const ids = (await world.ports.incidents.alerts(id, 100, undefined)).items.map((alert) => alert.id);
    expect(ids).toEqual([alertOf(1).id, alertOf(2).id]);
  });

  it('wait while the incident of their key is not written', async () => {
    const world = newWorld();
    const { id } = await openOne(world);
    await recordJoined(writes(undefined, 2, 5), world.ports);
    expect((await world.ports.incidents.get(id))?.revision).toBe(1);
  });
});
