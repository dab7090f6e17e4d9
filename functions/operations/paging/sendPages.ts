import { isWanted, MOST_PAGES_AT_ONCE, type Outcome, recordOutcomes } from '#domain/escalation/round.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Notification } from '#domain/notification/schema.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import { serviceName } from '../incident/serviceName.ts';
import { deliver, type SentOnce } from './deliver.ts';
import { writePage } from './letter.ts';
import { skippedBecauseMoved } from './outcomes.ts';
import { holdLease, type PagingPorts, type Round } from './round.ts';

/** The pauses before a failed page is tried again, in milliseconds. */
const BACK_OFF_MS = [250, 1000];

/**
 * Sends the pages whose intent is recorded, and records what became of each.
 *
 * Sending twice is possible only after a crash between sending and recording: whoever finds the pages
 * still pending sends them again, because a page too many is better than none.
 *
 * @param record the incident as written with the intent
 * @param pending the pages of that round
 */
export async function sendPages(
  record: IncidentRecord,
  pending: Notification[],
  ports: PagingPorts,
): Promise<void> {
  if (!record.paging) return;
  const [contacts, name] = await Promise.all([
    ports.organisation.contacts([...new Set(pending.map((page) => page.contactId))]),
    serviceName(record.serviceId, ports.organisation),
  ]);
  const round: Round = {
    record,
    lease: record.paging.until,
    pages: pending,
    contacts,
    serviceName: name,
    ports,
  };
  let reached = false;
  let start = 0;
  let ends: boolean;
  do {
    const end = start + MOST_PAGES_AT_ONCE;
    const { outcomes, lost } = await sendSome(pending.slice(start, end), round);
    reached ||= outcomes.some(({ notification }) => notification.state === 'sent');
    ends = lost || end >= pending.length;
    const progress = { lease: round.lease, ends, reached };
    const change = await changeIncident(
      record.id,
      (now) => recordOutcomes(now, outcomes, progress, ports.clock.now()),
      ports,
    );
    // Somebody may have moved the incident meanwhile, and then the next of its pages are not wanted.
    round.record = change?.after ?? round.record;
    start = end;
  } while (!ends);
}

/** @returns what became of each page; where the round is lost, of those that were sent before */
async function sendSome(
  pages: Notification[],
  round: Round,
): Promise<{ outcomes: Outcome[]; lost: boolean }> {
  const { ports, contacts } = round;
  const outcomes: Outcome[] = [];
  let left = pages;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    // Written before the lease is looked at: nothing that can take long may come between the look and the sending.
    const letters = await Promise.all(left.map((page) => writePage(page, round)));
    const hold = await holdLease(round);
    if (hold === 'lost') return { outcomes, lost: true };
    const isLeft = left.map((page) => hold !== 'moved' && isWanted(page, round.record));
    const unwanted = left.filter((_, index) => !isLeft[index]);
    outcomes.push(...unwanted.map((page) => skippedBecauseMoved(page, contacts)));
    const wanted = letters.filter((_, index) => isLeft[index]);
    const bundled: SentOnce = new Map();
    const results = await Promise.all(wanted.map((letter) => deliver(letter, bundled, round)));
    const pause = BACK_OFF_MS[attempt];
    const failed = results.filter((result) => result.notification.state === 'failed');
    outcomes.push(...results.filter((result) => result.notification.state !== 'failed'));
    if (failed.length === 0) break;
    if (pause === undefined) {
      outcomes.push(...failed);
      break;
    }
    await ports.clock.sleep(pause);
    left = failed.map((result) => result.notification);
  }
  return { outcomes, lost: false };
}
