import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben, organisationOf } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

const late = { after: 'PT2M', channel: 'sms' as const };
const patient: Contact = { ...ada, email: null, notificationRules: { high: [late], low: null } };
const helper: Contact = { ...ben, notificationRules: { high: [late], low: null } };

async function recordOf(world: World, id: string): Promise<IncidentRecord> {
  const record = await world.ports.incidents.get(id);
  if (!record) throw new Error('The incident is gone.');
  return record;
}

describe('a round with pages of a level and of somebody who is asked to help', () => {
  it('goes on with those that are wanted when somebody acknowledges while it takes long', async () => {
    const world = newWorld(organisationOf({ contacts: [patient, helper] }));
    const { id } = await openOne(world);
    const wake = async (ports = world.ports) =>
      runStage(entered(world, planClock(await recordOf(world, id), world.ports.clock.now())), ports);
    await wake();
    const targets = [{ type: 'contact' as const, id: ben.id }];
    await requestResponders(id, { targets, message: null }, { actor: alice }, world.ports);
    world.pass(120_000);

    // Signing takes longer than the lease; meanwhile somebody acknowledges.
    let acknowledged: Promise<unknown> | undefined;
    await wake({
      ...world.ports,
      links: {
        acknowledge: async (...link) => {
          if (!acknowledged) {
            acknowledged = moveIncident(id, { name: 'acknowledge' }, { actor: alice }, world.ports);
            await acknowledged;
          }
          return world.ports.links.acknowledge(...link);
        },
      },
    });

    expect(world.sent.map(({ contactId }) => contactId)).toEqual([ben.id]);
    const rows = (await world.ports.incidents.notifications(id, 100, undefined)).items;
    expect(rows.map(({ contactId, level, state }) => [contactId, level, state])).toEqual([
      [ben.id, 0, 'sent'],
      [ada.id, 1, 'skipped'],
    ]);
    expect(await recordOf(world, id)).toMatchObject({ status: 'acknowledged', paging: null });
  });
});
