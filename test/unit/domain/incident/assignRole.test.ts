import { describe, expect, it } from 'vitest';
import { decideRole } from '#domain/incident/assignRole.ts';
import { presentIncident } from '#domain/incident/record.ts';
import { incidentIn } from '#test/support/incidents.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, START } from '#test/support/world.ts';

const asked = { actor: alice, now: START, reason: 'Shift change.' };
const role = 'commander';
const ledByAda = incidentIn('acknowledged', { roles: [{ role, contactId: ada.id }] });

describe('a role of an incident', () => {
  it('is assigned where it was vacant', () => {
    const change = decideRole(incidentIn('triggered'), { role, from: null, to: ada }, asked);
    expect(change?.after.roles).toEqual([{ role, contactId: ada.id }]);
    expect(change?.events).toEqual([
      {
        type: 'role.assigned',
        actor: alice,
        data: { role, contactId: ada.id, contact: 'Ada' },
        reason: 'Shift change.',
      },
    ]);
  });

  it('is handed over from one to another, with both names', () => {
    const change = decideRole(ledByAda, { role, from: ada, to: ben }, asked);
    expect(change?.after.roles).toEqual([{ role, contactId: ben.id }]);
    expect(change?.events).toMatchObject([
      {
        type: 'role.handed-over',
        data: { role, from: ada.id, fromContact: 'Ada', to: ben.id, toContact: 'Ben' },
      },
    ]);
  });

  it('is vacated, and stays visible', () => {
    const change = decideRole(ledByAda, { role, from: ada, to: null }, asked);
    expect(change?.events).toMatchObject([
      { type: 'role.vacated', data: { role, contactId: ada.id, contact: 'Ada' } },
    ]);
    expect(change && presentIncident(change.after).roles).toContainEqual({ role, contactId: null });
  });

  it('changes nothing where it goes on as it is', () => {
    expect(decideRole(ledByAda, { role, from: ada, to: ada }, asked)).toBeUndefined();
    expect(decideRole(ledByAda, { role: 'scribe', from: null, to: null }, asked)).toBeUndefined();
  });

  it('may be one of the plan; any other is unknown, and the answer names those that there are', () => {
    const planned = incidentIn('triggered', { roles: [{ role: 'customer-liaison', contactId: null }] });
    const filled = decideRole(planned, { role: 'customer-liaison', from: null, to: ben }, asked);
    expect(filled?.after.roles).toEqual([{ role: 'customer-liaison', contactId: ben.id }]);
    expect(() => decideRole(planned, { role: 'comander', from: null, to: ben }, asked)).toThrow(
      expect.objectContaining({
        code: 'not-found',
        extra: { roles: ['commander', 'communications', 'scribe', 'customer-liaison'] },
      }),
    );
  });

  it.each(['closed', 'canceled', 'merged'] as const)('of a %s incident stays', (status) => {
    expect(() => decideRole(incidentIn(status), { role, from: null, to: ben }, asked)).toThrow(
      expect.objectContaining({ code: 'invalid-transition' }),
    );
  });
});
