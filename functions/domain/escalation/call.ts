import { leaveAt } from '../contact/leave.ts';
import type { Contact } from '../contact/schema.ts';
import { leavesOf } from '../schedule/leaves.ts';
import { onCallAt } from '../schedule/onCall.ts';
import type { Directory } from './directory.ts';
import type { Target } from './schema.ts';

/** Somebody to whom a target leads, and why; or why it leads to nobody. */
export type Called =
  | { contact: Contact; why: string }
  | { contact: null; contactId: string | null; why: string };

/**
 * Finds the people to whom targets lead, each once.
 *
 * Over a team, round-robin takes the members in turn; over a schedule, those who are on call. Who is away is
 * passed over and keeps no turn.
 *
 * @param at in milliseconds since 1970
 */
export function call(targets: Target[], directory: Directory, at: number): Called[] {
  const called = targets.flatMap((target) => callOne(target, directory, at));
  const reached = new Set(called.flatMap(({ contact }) => contact?.id ?? []));
  const seen = new Set<string>();
  return called.filter((one) => {
    const id = one.contact ? one.contact.id : one.contactId;
    if (id === null) return true;
    // Who is off by one target may be wanted by another.
    if (seen.has(id) || (one.contact === null && reached.has(id))) return false;
    seen.add(id);
    return true;
  });
}

function callOne(target: Target, directory: Directory, at: number): Called[] {
  switch (target.type) {
    case 'contact':
      return [known(target.id, '', directory)];
    case 'schedule':
      return callSchedule(target, directory, at);
    case 'team':
      return callTeam(target, directory, at);
  }
}

function callSchedule(
  target: Extract<Target, { type: 'schedule' }>,
  directory: Directory,
  at: number,
): Called[] {
  const kept = directory.schedules.get(target.id);
  if (!kept) return [nobody('A schedule of this level no longer exists.')];
  const { schedule, overrides } = kept;
  const { onCall, off } = onCallAt(
    schedule,
    { overrides, leaves: leavesOf(directory.contacts.values()) },
    new Date(at),
  );
  const away = off.map(({ contactId, override }): Called => {
    const name = directory.contacts.get(contactId)?.name ?? contactId;
    const why = override.kind === 'leave' ? 'is away' : 'is off by an override';
    return { contact: null, contactId, why: `${name} ${why} on ${schedule.name}.` };
  });
  if (onCall.length === 0) return [...away, nobody(`Nobody is on call for ${schedule.name}.`)];
  const people = onCall.map(({ contactId, layer, override }) =>
    known(
      contactId,
      `, who is on call for ${schedule.name}${override ? ' by an override' : layer ? ` (${layer})` : ''}`,
      directory,
    ),
  );
  return [...away, ...inTurn(target, people, directory)];
}

function callTeam(target: Extract<Target, { type: 'team' }>, directory: Directory, at: number): Called[] {
  const team = directory.teams.get(target.id);
  if (!team) return [nobody('A team of this level no longer exists.')];
  const people = team.members.map((id) => known(id, `, a member of ${team.name}`, directory));
  if (target.select === 'everyone') return people;
  const present = people.filter((one) => one.contact && !leaveAt(one.contact, at));
  return present.length > 0 ? inTurn(target, present, directory) : people;
}

function inTurn(
  target: Extract<Target, { select: unknown }>,
  people: Called[],
  { turns }: Directory,
): Called[] {
  if (target.select === 'everyone') return people;
  const one = people[(turns.get(target.id) ?? 0) % people.length];
  return one ? [one.contact ? { ...one, why: `${one.why}, and whose turn it is` } : one] : [];
}

function known(contactId: string, why: string, { contacts }: Directory): Called {
  const contact = contacts.get(contactId);
  return contact ? { contact, why } : { contact: null, contactId, why: 'The contact no longer exists.' };
}

const nobody = (why: string): Called => ({ contact: null, contactId: null, why });
