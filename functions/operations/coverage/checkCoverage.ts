import type { Contact } from '#domain/contact/schema.ts';
import { digestOf } from '#domain/coverage/digest.ts';
import type { Finding } from '#domain/coverage/finding.ts';
import { planFindings } from '#domain/coverage/planFindings.ts';
import { onCallSoon, rotaFindings } from '#domain/coverage/rotaFindings.ts';
import { contactKind, responsePlanKind } from '../configuration/kinds.ts';
import { allOf } from '../configuration/read.ts';
import { type EmailPorts, refreshEmail } from '../contact/emailConfirmation.ts';
import { type NoticeOutcome, type NoticePorts, sendNotice } from '../notice/sendNotice.ts';
import type { PlanExercises } from '../plan/exercises.ts';
import { withFreshness } from '../plan/freshness.ts';
import { loadAllRotas } from '../schedule/rotas.ts';
import type { OverrideStore } from '../schedule/store.ts';

export interface CoveragePorts extends EmailPorts, NoticePorts {
  overrides: OverrideStore;
  exercises: PlanExercises;
}

/** What came of a day's check. */
export interface Coverage {
  findings: number;
  /** How many people were told, and how many could not be. Who was told before that day counts as neither. */
  told: number;
  failed: number;
  /** What no team owns, so that nobody was told. */
  unowned: Finding[];
}

const DAY_MS = 24 * 3600_000;

/**
 * Looks what the organisation lacks for the next incident, and tells each team of what it owns: all of it in one
 * message a day (UTC), however often this runs. What is known of emails is brought up to date first.
 */
export async function checkCoverage(ports: CoveragePorts): Promise<Coverage> {
  const { store, clock, log } = ports;
  const now = clock.now();
  const { rotas } = await loadAllRotas(now, ports);
  const onCall = new Set(rotas.flatMap((rota) => [...onCallSoon(rota, now)]));
  const contacts = await freshContacts(onCall, ports);

  const plans = await withFreshness(await allOf(responsePlanKind, store), ports);

  // Each kind of finding joins here; a team gets all of its kinds in one message.
  const findings: Finding[] = [...rotaFindings(rotas, contacts, now), ...planFindings(plans)];

  const unowned = findings.filter(({ ownerTeamId }) => ownerTeamId === null);
  if (unowned.length > 0) {
    log.error('Nobody was told of what no team owns. Give the schedules and plans a team.', {
      findings: unowned,
    });
  }
  const outcomes = await tellTeams(findings, contacts, now, ports);
  const count = (wanted: NoticeOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return { findings: findings.length, told: count('sent'), failed: count('failed'), unowned };
}

/**
 * All contacts. SNS is asked about the emails that wait to be confirmed, and about those of people on call: a mail
 * program may have ended a subscription that its owner still counts on.
 */
async function freshContacts(onCall: Set<string>, ports: CoveragePorts): Promise<Map<string, Contact>> {
  const contacts = await allOf(contactKind, ports.store);
  const fresh = new Map<string, Contact>();
  for (const contact of contacts) {
    const asked = contact.reachability.email === 'pending' || onCall.has(contact.id);
    fresh.set(contact.id, asked ? await withFreshEmail(contact, ports) : contact);
  }
  return fresh;
}

async function withFreshEmail(contact: Contact, ports: CoveragePorts): Promise<Contact> {
  try {
    return await refreshEmail(contact, ports);
  } catch (error) {
    ports.log.error('SNS did not say whether an address is confirmed. The next day asks again.', {
      contactId: contact.id,
      error,
    });
    return contact;
  }
}

async function tellTeams(
  findings: Finding[],
  contacts: Map<string, Contact>,
  now: Date,
  ports: CoveragePorts,
): Promise<NoticeOutcome[]> {
  const byTeam = Map.groupBy(findings, ({ ownerTeamId }) => ownerTeamId);
  const teamIds = [...byTeam.keys()].filter((id) => id !== null);
  const day = now.toISOString().slice(0, 10);
  const outcomes: NoticeOutcome[] = [];
  for (const { id, body } of await ports.store.getMany('team', teamIds)) {
    const text = digestOf(body.name, byTeam.get(id) ?? []);
    for (const contact of membersOf(body.members, contacts)) {
      const name = `coverage/${id}/${day}/${contact.id}`;
      const forgetAt = new Date(now.getTime() + 2 * DAY_MS);
      outcomes.push(await sendNotice({ name, contact, text, forgetAt }, ports));
    }
  }
  return outcomes;
}

const membersOf = (ids: string[], contacts: Map<string, Contact>): Contact[] =>
  [...new Set(ids)].flatMap((id) => contacts.get(id) ?? []);
