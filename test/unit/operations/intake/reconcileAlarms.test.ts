import { describe, expect, it } from 'vitest';
import { readAlarmChange } from '#domain/signal/cloudwatch.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { openBySignals } from '#operations/incident/signals.ts';
import { type ReconcilePorts, reconcileAlarms } from '#operations/intake/reconcileAlarms.ts';
import { payments } from '#test/support/sampleOrganisation.ts';
import { alice, newWorld, START, type World } from '#test/support/world.ts';

const ARN = 'arn:aws:cloudwatch:eu-west-1:000000000000:alarm:payments-errors';

/** An alarm as CloudWatch describes it. */
function inAlarm(since: Date) {
  const reading = readAlarmChange(
    {
      AlarmName: 'payments-errors',
      AlarmArn: ARN,
      NewStateValue: 'ALARM',
      StateChangeTime: since.toISOString(),
    },
    null,
  );
  if (reading.kind !== 'change') throw new Error('This is no alarm.');
  return reading.change;
}

function portsOf(world: World, changes = [inAlarm(START)]): ReconcilePorts {
  return {
    listAlarms: async () => changes,
    alarmTags: async () => ({}),
    mapToService: async () => ({ service: payments, reason: 'By its name.' }),
    effects: { open: (signals, service, reason) => openBySignals(signals, service, reason, world.ports) },
    incidents: world.ports.incidents,
    clock: world.ports.clock,
    log: world.ports.log,
  };
}

const listed = async (world: World) => (await world.ports.incidents.list({}, 100, undefined)).items;

describe('an alarm whose message was lost', () => {
  it('opens its incident, once, and its timeline says how it was found', async () => {
    const world = newWorld();
    world.pass(3 * 60_000);

    expect(await reconcileAlarms(portsOf(world))).toBe(1);
    expect(await reconcileAlarms(portsOf(world))).toBe(0);

    const [incident, ...others] = await listed(world);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ dedupKey: ARN, source: 'cloudwatch', startedAt: START.toISOString() });
    const [opened] = (await world.ports.incidents.timeline(incident?.id ?? '', 10, undefined)).items;
    expect(opened?.reason).toContain('never came');
  });

  it('is given two minutes to come by itself', async () => {
    const world = newWorld();
    world.pass(119_000);
    expect(await reconcileAlarms(portsOf(world))).toBe(0);
  });

  it('does not keep the next alarm from being compared when it fails', async () => {
    const world = newWorld();
    world.pass(3 * 60_000);
    const broken = { ...inAlarm(START), arn: 'broken' };
    const ports = portsOf(world, [broken, inAlarm(START)]);
    const tags = async (arn: string) => {
      if (arn === 'broken') throw new Error('CloudWatch is down.');
      return {};
    };
    expect(await reconcileAlarms({ ...ports, alarmTags: tags })).toBe(1);
  });
});

describe('an alarm that was heard of', () => {
  it('is left alone, also when people have cancelled its incident', async () => {
    const world = newWorld();
    const signals = portsOf(world);
    world.pass(3 * 60_000);
    await reconcileAlarms(signals);
    const [incident] = await listed(world);
    await moveIncident(incident?.id ?? '', { name: 'cancel' }, { actor: alice }, world.ports);

    expect(await reconcileAlarms(signals)).toBe(0);
    expect(await listed(world)).toHaveLength(1);
  });

  it('opens again when it went off anew since', async () => {
    const world = newWorld();
    world.pass(3 * 60_000);
    await reconcileAlarms(portsOf(world));
    const [incident] = await listed(world);
    await moveIncident(incident?.id ?? '', { name: 'cancel' }, { actor: alice }, world.ports);
    const again = world.ports.clock.now();
    world.pass(3 * 60_000);

    expect(await reconcileAlarms(portsOf(world, [inAlarm(again)]))).toBe(1);
    expect((await listed(world))[0]).toMatchObject({ predecessorId: incident?.id });
  });
});
