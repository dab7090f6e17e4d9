import type { Person } from '../contact/person.ts';
import { Refusal } from '../refusal.ts';
import type { Asked } from './asked.ts';
import { type Change, changeOf, type EventDraft } from './change.ts';
import { requireChangeable } from './changeable.ts';
import type { IncidentRecord } from './record.ts';
import { shownRoles } from './roles.ts';

/** Who has a role and who gets it; null: nobody. */
export interface RoleChange {
  role: string;
  from: Person | null;
  to: Person | null;
}

/**
 * Finds a role of an incident: one of those of every incident, or of its plan.
 *
 * @returns the id of the contact who has it; null: it is vacant
 * @throws Refusal `not-found` with the roles that there are
 */
export function holderOf(record: Pick<IncidentRecord, 'number' | 'roles'>, role: string): string | null {
  const roles = shownRoles(record.roles);
  const found = roles.find((one) => one.role === role);
  if (found) return found.contactId;
  const names = roles.map((one) => one.role);
  throw new Refusal(
    'not-found',
    `Incident #${record.number} has no role "${role}". It has: ${names.join(', ')}.`,
    { roles: names },
  );
}

/**
 * Decides who plays a role: it is assigned, handed over from one person to another, or vacated.
 *
 * @param record the incident, in which `from` has the role
 * @returns the change, or undefined where the same person goes on
 * @throws Refusal `invalid-transition` where the incident is final, `not-found` where it has no such role
 */
export function decideRole(
  record: IncidentRecord,
  { role, from, to }: RoleChange,
  asked: Asked,
): Change | undefined {
  requireChangeable(record);
  if (holderOf(record, role) === (to?.id ?? null)) return undefined;
  const filled = { role, contactId: to?.id ?? null };
  const known = record.roles.some((one) => one.role === role);
  const roles = known
    ? record.roles.map((one) => (one.role === role ? filled : one))
    : [...record.roles, filled];
  const reason = asked.reason ? { reason: asked.reason } : {};
  return changeOf(record, asked.now, { roles }, [
    { ...roleEvent(role, from, to), actor: asked.actor, ...reason },
  ]);
}

/** What the timeline says of a role that comes from one person to another; null: nobody. */
export function roleEvent(
  role: string,
  from: Person | null,
  to: Person | null,
): Pick<EventDraft, 'type' | 'data'> {
  if (from && to) {
    return {
      type: 'role.handed-over',
      data: { role, from: from.id, fromContact: from.name, to: to.id, toContact: to.name },
    };
  }
  const person = to ?? from;
  return {
    type: to ? 'role.assigned' : 'role.vacated',
    data: { role, contactId: person?.id ?? null, contact: person?.name ?? null },
  };
}
