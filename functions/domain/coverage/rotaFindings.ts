import type { Contact } from '../contact/schema.ts';
import { spokenTime } from '../localTime/spoken.ts';
import type { Departures } from '../schedule/departures.ts';
import { gapsOf } from '../schedule/gaps.ts';
import type { Gap, Schedule } from '../schedule/schema.ts';
import { shiftsOf } from '../schedule/shifts.ts';
import { plainLine } from '../text.ts';
import { type Finding, LOOK_AHEAD_DAYS } from './finding.ts';
import { type Fault, faultsOf, isUnproven } from './reach.ts';

/** A schedule with all that decides who is on call on it. */
export interface RotaAsKept {
  schedule: Schedule;
  departures: Departures;
}

const DAY_MS = 24 * 3600_000;

/** So many gaps are named; the rest are counted. */
const MOST_NAMED = 5;

/** Who is on call on a schedule at some time of the days that are looked at. */
export function onCallSoon({ schedule, departures }: RotaAsKept, now: Date): Set<string> {
  const shifts = shiftsOf(schedule, departures, now, endOf(now));
  return new Set(shifts.map(({ contactId }) => contactId));
}

/**
 * What the schedules of an organisation lack in the next two weeks: people in gaps, and ways to reach those who are on
 * call. Somebody on several schedules of a team is found once for it.
 *
 * @param contacts by their ids; somebody who is not there is left out
 */
export function rotaFindings(rotas: RotaAsKept[], contacts: Map<string, Contact>, now: Date): Finding[] {
  return [...rotas.flatMap((rota) => gapFinding(rota, now)), ...reachFindings(rotas, contacts, now)];
}

function gapFinding({ schedule, departures }: RotaAsKept, now: Date): Finding[] {
  if (schedule.gapsAllowed) return [];
  const gaps = gapsOf(schedule, departures, now, endOf(now));
  const [first] = gaps;
  if (!first) return [];
  const name = plainLine(schedule.name);
  const span = ({ from, to }: Gap) =>
    `from ${spokenTime(from, schedule.timeZone)} to ${spokenTime(to, schedule.timeZone)}`;
  const named = gaps.slice(0, MOST_NAMED).map(span).join('; ');
  const more = gaps.length > MOST_NAMED ? `; and ${gaps.length - MOST_NAMED} more times` : '';
  const tomorrow = now.getTime() + DAY_MS;
  return [
    {
      kind: 'gap',
      severity: Date.parse(first.from) < tomorrow ? 'critical' : 'high',
      ownerTeamId: schedule.teamId,
      subject: name,
      message: `In the next ${LOOK_AHEAD_DAYS} days nobody is on call on ${name} ${named}${more}.`,
      nextStep: `Add somebody for that time: POST /v1/schedules/${schedule.id}/overrides, or change the layers. If it is meant so, set the schedule's gapsAllowed.`,
    },
  ];
}

function reachFindings(rotas: RotaAsKept[], contacts: Map<string, Contact>, now: Date): Finding[] {
  const duties = new Map<string, { ownerTeamId: string | null; contact: Contact; schedules: string[] }>();
  for (const rota of rotas) {
    const ownerTeamId = rota.schedule.teamId;
    for (const contactId of onCallSoon(rota, now)) {
      const contact = contacts.get(contactId);
      if (!contact) continue;
      const duty = duties.get(`${ownerTeamId} ${contactId}`) ?? { ownerTeamId, contact, schedules: [] };
      duty.schedules.push(plainLine(rota.schedule.name));
      duties.set(`${ownerTeamId} ${contactId}`, duty);
    }
  }
  return [...duties.values()].flatMap(({ ownerTeamId, contact, schedules }) =>
    faultsOf(contact).map((fault) => reachFinding(fault, ownerTeamId, contact, schedules)),
  );
}

function reachFinding(
  { message, nextStep }: Fault,
  ownerTeamId: string | null,
  contact: Contact,
  schedules: string[],
): Finding {
  const name = plainLine(contact.name);
  const unproven = isUnproven(contact);
  const on = `${name} is on call on ${schedules.join(', ')}.`;
  return {
    kind: 'unreachable',
    severity: unproven ? 'critical' : 'medium',
    ownerTeamId,
    subject: name,
    message: [on, message, ...(unproven ? [`No way to reach ${name} is proven.`] : [])].join(' '),
    nextStep,
  };
}

const endOf = (now: Date): Date => new Date(now.getTime() + LOOK_AHEAD_DAYS * DAY_MS);
