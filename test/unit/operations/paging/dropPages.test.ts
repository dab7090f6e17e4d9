import { describe, expect, it } from 'vitest';
import { recordOutcomes } from '#domain/escalation/round.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { requestResponders } from '#operations/responder/requestResponders.ts';
import { openOne } from '#test/support/opened.ts';
import { ben } from '#test/support/sampleOrganisation.ts';
import { alice, newWorld } from '#test/support/world.ts';

const asked = { actor: alice };

describe('dropping the pages of an incident that is over', () => {
  it('leaves a page as sent whose slow sender says so at that moment', async () => {
    const world = newWorld();
    const { incidents, clock } = world.ports;
    const { id } = await openOne(world);
    const targets = [{ type: 'contact' as const, id: ben.id }];
    await requestResponders(id, { targets, message: null }, asked, world.ports);
    const [page] = await incidents.pendingNotifications(id);
    if (!page) throw new Error('Nobody is to be paged.');

    const saySent = async () => {
      const record = await incidents.get(id);
      if (!record) throw new Error('The incident is gone.');
      const outcome = { notification: { ...page, state: 'sent' as const }, contactName: ben.name };
      const progress = { lease: 'gone', ends: true, reached: true };
      const change = recordOutcomes(record, [outcome], progress, clock.now());
      if (change) await incidents.commit(change);
    };
    let reads = 0;
    const slow = {
      ...incidents,
      pendingNotifications: async (incidentId: string) => {
        const pending = await incidents.pendingNotifications(incidentId);
        reads += 1;
        if (reads === 1) await saySent();
        return pending;
      },
    };
    const { status } = await moveIncident(id, { name: 'cancel' }, asked, { ...world.ports, incidents: slow });
    expect(status).toBe('canceled');
    const { items } = await incidents.notifications(id, 10, undefined);
    expect(items.map(({ contactId, state }) => [contactId, state])).toEqual([[ben.id, 'sent']]);
  });
});
