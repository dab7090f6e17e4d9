import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sweep } from '#operations/clock/sweep.ts';
import { openIncident } from '#operations/incident/openIncident.ts';
import { goOn } from '#test/support/executing.ts';
import { type Fault, Faulty, interleaved } from '#test/support/interleaved.ts';
import { openRequest } from '#test/support/opened.ts';
import { ada, payments } from '#test/support/sampleOrganisation.ts';
import { newWorld } from '#test/support/world.ts';

const anyFault = fc.record({
  call: fc.nat(70),
  fault: fc.constantFrom<Fault[]>('lost', 'unheard', 'twice'),
});

const anyChaos = fc.record({
  scheduler: fc.scheduler(),
  faults: fc.uniqueArray(anyFault, { selector: ({ call }) => call, maxLength: 5 }),
  /** The id that a request names, as one by the API does, or none, as one by the queue does. */
  named: fc.constantFrom(['none', 'none'], ['one', 'none'], ['one', 'another'], ['one', 'one']),
});

const idOf: Record<string, { incidentId?: string }> = {
  none: {},
  one: { incidentId: 'inc_000000000000000000000000NE' },
  another: { incidentId: 'inc_000000000000000000000TH3R' },
};

/** Runs something until it meets no fault any more, as queues, clients and Step Functions do. */
async function untilDone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Faulty)) throw error;
    }
  }
}

describe('two openers of the same key, with crashes after any step', () => {
  it('give one incident with one running clock and each of its pages at least once', async () => {
    await fc.assert(
      fc.asyncProperty(anyChaos, async ({ scheduler, faults, named }) => {
        const world = newWorld();
        const faultOf = new Map(faults.map(({ call, fault }) => [call, fault]));
        const ports = interleaved(world, scheduler, (call) => faultOf.get(call));
        const letAllGoOn = (through = world.ports) =>
          Promise.all([...world.running].map((name) => goOn(world, name, through, untilDone)));

        const openers = named.map((name) =>
          untilDone(() => openIncident({ ...openRequest(), ...idOf[name] }, ports)),
        );
        await scheduler.waitFor(Promise.all(openers));
        await scheduler.waitFor(letAllGoOn(ports));
        world.pass(61_000);
        await scheduler.waitFor(Promise.all([untilDone(() => sweep(ports)), letAllGoOn(ports)]));

        for (let minute = 0; minute < 2; minute += 1) {
          world.pass(61_000);
          await sweep(world.ports);
          await letAllGoOn();
        }

        const { items } = await world.ports.incidents.list({}, 100, undefined);
        const [record] = items;
        if (!record) throw new Error('There is no incident.');
        expect(items).toHaveLength(1);
        for (const opened of await Promise.all(openers)) expect(opened.incidentId).toBe(record.id);
        const open = await world.ports.incidents.findOpen(payments.id, 'checkout');
        expect(open?.incidentId).toBe(record.id);
        expect([...world.running]).toEqual([`${record.id}-${record.epoch}`]);
        const pages = new Set(world.sent.map((page) => `${page.contactId} ${page.channel}`));
        expect([...pages].sort()).toEqual([`${ada.id} email`, `${ada.id} sms`]);
        expect(await world.ports.incidents.pendingNotifications(record.id)).toEqual([]);
        expect(record).toMatchObject({ paging: null, escalation: { level: 1, pass: 1 } });
        if (faults.length === 0) expect(world.sent).toHaveLength(2);
      }),
      { numRuns: 300 },
    );
  });
});
