import type { Asked } from '#domain/incident/asked.ts';
import type { Change } from '#domain/incident/change.ts';
import { decideMerge } from '#domain/incident/merge.ts';
import { decideMove, type Move, requireAllowed } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { isFinal } from '#domain/incident/status.ts';
import { Refusal } from '#domain/refusal.ts';
import { wakeClock } from '../clock/wake.ts';
import { awaitPaging } from '../paging/awaitPaging.ts';
import { dropPages } from '../paging/dropPages.ts';
import { type ChangePorts, changeIncident, notFound } from './changeIncident.ts';

/**
 * Makes a move on an incident and moves its clock.
 *
 * A move that stops the paging is answered only when pages that were already on their way have gone out, so
 * that none follows the answer.
 *
 * @throws Refusal `not-found`, `invalid-transition`, `closure-blocked` or `conflict`
 */
export async function moveIncident(
  incidentId: string,
  move: Move,
  asked: Omit<Asked, 'now'>,
  ports: ChangePorts,
): Promise<IncidentRecord> {
  const change = await changeIncident(
    incidentId,
    (record) => decideMove(record, move, { ...asked, now: ports.clock.now() }),
    ports,
  );
  if (!change) throw notFound(incidentId);
  return finish(change, ports);
}

/**
 * Merges an incident into another.
 *
 * @throws Refusal as `moveIncident`
 */
export async function mergeIncident(
  incidentId: string,
  intoId: string,
  asked: Omit<Asked, 'now'>,
  ports: ChangePorts,
): Promise<IncidentRecord> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const [source, into] = await Promise.all([ports.incidents.get(incidentId), ports.incidents.get(intoId)]);
    if (!source) throw notFound(incidentId);
    requireAllowed(source, 'merge');
    if (!into) throw notFound(intoId);
    const changes = decideMerge(source, into, { ...asked, now: ports.clock.now() });
    if ((await ports.incidents.commit(...changes)) === 'committed') return finish(changes[0], ports);
    await ports.clock.sleep(attempt * 10);
  }
  throw new Refusal(
    'conflict',
    'Others changed these incidents at the same moment. Read them again and try once more.',
  );
}

async function finish(change: Change, ports: ChangePorts): Promise<IncidentRecord> {
  await wakeClock(change, ports);
  await awaitPaging(change.after, ports);
  const { before, after } = change;
  // A round whose sender died leaves pages, too, and an incident that is over has no clock to find them.
  const leavesPages = before.pageTimes.length > 0 || before.paging !== null;
  if (leavesPages && isFinal(after.status)) await dropPages(after.id, ports);
  return change.after;
}
