import { describe, expect, it } from 'vitest';
import type { Signal } from '#domain/signal/schema.ts';
import { acknowledgeBySignal, openBySignals, resolveBySignal } from '#operations/incident/signals.ts';
import { payments } from '#test/support/sampleOrganisation.ts';
import { newWorld, START, type World } from '#test/support/world.ts';

const at = (second: number) => new Date(START.getTime() + second * 1000).toISOString();

function signalAt(second: number, changes: Partial<Signal> = {}): Signal {
  return {
    id: `alr_${String(second).padStart(26, '0')}`,
    at: at(second),
    receivedAt: at(second),
    source: 'cloudwatch',
    action: 'trigger',
    summary: 'payments-errors is in ALARM',
    severity: 'high',
    category: null,
    serviceId: null,
    alarm: {
      arn: 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:payments-errors',
      name: 'payments-errors',
    },
    dedupKey: 'payments-errors',
    origin: 'CloudWatch',
    links: [],
    details: { reason: 'Threshold crossed' },
    ...changes,
  };
}

const trigger = (world: World, second: number) =>
  openBySignals([signalAt(second)], payments, 'Its name fits payments-*.', world.ports);
const resolve = (world: World, second: number, service = payments) =>
  resolveBySignal(signalAt(second, { action: 'resolve' }), service, world.ports);
const statusOf = async (world: World, id: string) => (await world.ports.incidents.get(id))?.status;

describe('signals', () => {
  it('of one batch open one incident that keeps what the first says', async () => {
    const world = newWorld();
    const signals: [Signal, ...Signal[]] = [signalAt(1), signalAt(2), signalAt(3), signalAt(4)];
    const { incidentId, alertCount } = await openBySignals(signals, payments, 'By its name.', world.ports);
    expect(alertCount).toBe(4);
    const alerts = (await world.ports.incidents.alerts(incidentId, 100, undefined)).items;
    expect(alerts.reduce((sum, alert) => sum + alert.count, 0)).toBe(4);
    expect(alerts[0]?.details).toEqual({ reason: 'Threshold crossed' });
    expect(await world.ports.incidents.get(incidentId)).toMatchObject({ startedAt: at(1), severity: 'high' });
  });
});

describe('a signal that the problem is over', () => {
  it('resolves the incident in the name of the alarm', async () => {
    const world = newWorld();
    const { incidentId } = await trigger(world, 1);
    expect(await resolve(world, 2)).toBe('resolved');
    const record = await world.ports.incidents.get(incidentId);
    expect(record?.resolution?.summary).toBe('payments-errors says that it is over: Threshold crossed');
  });

  it('says nothing about a problem that was reported after it', async () => {
    const world = newWorld();
    const { incidentId } = await trigger(world, 1);
    await trigger(world, 3);
    expect(await resolve(world, 2)).toBe('no-open-incident');
    expect(await statusOf(world, incidentId)).toBe('triggered');
  });

  it('delivered again after the problem came back leaves it open', async () => {
    const world = newWorld();
    const { incidentId } = await trigger(world, 1);
    await resolve(world, 2);
    expect((await trigger(world, 3)).outcome).toBe('reopened');
    expect(await resolve(world, 2)).toBe('no-open-incident');
    expect(await statusOf(world, incidentId)).toBe('triggered');
  });

  it('is only written down where the service is resolved by people', async () => {
    const world = newWorld();
    const { incidentId } = await trigger(world, 1);
    expect(await resolve(world, 2, { ...payments, autoResolve: false })).toBe('kept-open');
    expect(await statusOf(world, incidentId)).toBe('triggered');
    const events = (await world.ports.incidents.timeline(incidentId, 100, undefined)).items;
    expect(events.at(-1)?.type).toBe('alert.resolved');
  });

  it('does nothing where nothing is open', async () => {
    expect(await resolve(newWorld(), 1)).toBe('no-open-incident');
  });
});

describe('a signal that somebody is on it', () => {
  it('acknowledges once', async () => {
    const world = newWorld();
    const acknowledge = () =>
      acknowledgeBySignal(signalAt(2, { action: 'acknowledge' }), payments, world.ports);
    expect(await acknowledge()).toBe('no-open-incident');
    const { incidentId } = await trigger(world, 1);
    expect(await acknowledge()).toBe('acknowledged');
    expect(await acknowledge()).toBe('already');
    expect(await statusOf(world, incidentId)).toBe('acknowledged');
  });
});
