import { ulidIds } from '#adapters/ids.ts';
import type { AuditEntry, AuditedType } from '#domain/audit/schema.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';
import type { Bodies, ConfigurationKind, ConfigurationStore } from '#operations/configuration/store.ts';

const AT = '2026-03-01T03:00:00.000Z';

/** The audit entry that a change in a test brings. */
export const auditEntryOf = (type: AuditedType): AuditEntry => ({
  id: ulidIds.next('aud'),
  at: AT,
  actor: { type: 'system', id: null, name: 'test' },
  action: 'created',
  target: { type, id: 'test', name: 'test' },
  before: null,
  after: null,
});

/** Writes a contact. @returns its id */
export const keptContact = (store: ConfigurationStore): Promise<string> =>
  kept(store, 'contact', 'ctc', {
    name: 'Ada',
    email: null,
    phone: '+4915550000001',
    timeZone: 'UTC',
    emailTopicArn: null,
    ...absentInEarlier.contact,
  });

/** Writes a schedule in which one contact is always on call. @returns its id */
export const keptSchedule = (store: ConfigurationStore, contactId: string): Promise<string> =>
  kept(store, 'schedule', 'sch', {
    key: null,
    name: 'Primary',
    timeZone: 'UTC',
    teamId: null,
    gapsAllowed: false,
    layers: [
      {
        name: 'Daily',
        participants: [contactId],
        rotation: { every: 'P1D', handoff: '09:00', from: '2026-01-05' },
        onCall: 1,
        until: null,
      },
    ],
  });

async function kept<Kind extends ConfigurationKind & AuditedType>(
  store: ConfigurationStore,
  kind: Kind,
  prefix: string,
  body: Bodies[Kind],
): Promise<string> {
  const after = { id: ulidIds.next(prefix), revision: 1, createdAt: AT, updatedAt: AT, body };
  await store.write({ kind, before: null, after, gained: [], lost: [], audit: auditEntryOf(kind) });
  return after.id;
}
