import type { Outputs } from '#local/outputs.ts';
import type { PagedService } from './paged.ts';
import { recordOf, runningExecutions } from './record.ts';

/**
 * What is not as it must be once everything has come to rest: each key with one incident, its execution running and
 * a page; no page and no claim half way.
 *
 * An execution's name is its incident and epoch: the one of the record's epoch runs, and no other.
 *
 * @param keys dedup keys of alerts that Muster has accepted
 * @returns one line for each thing that is wrong
 */
export async function whatIsNotAtRest(
  stack: Outputs,
  { pages: pagesOf }: PagedService,
  keys: Iterable<string>,
): Promise<string[]> {
  const [{ incidents, notifications, pointers }, executions, pages] = await Promise.all([
    recordOf(stack),
    runningExecutions(stack),
    pagesOf(),
  ]);
  const running = Map.groupBy(executions, (name) => name.split('-')[0]);
  const byKey = Map.groupBy(incidents, ({ dedupKey }) => dedupKey);
  const rowsByIncident = Map.groupBy(notifications, ({ incidentId }) => incidentId);
  const wrong: string[] = [];
  for (const key of keys) {
    const [incident, ...others] = byKey.get(key) ?? [];
    if (!incident || others.length > 0) {
      wrong.push(`${key} has ${incident ? others.length + 1 : 'no'} incidents`);
      continue;
    }
    const clock = `${incident.id}-${incident.epoch}`;
    const clocks = running.get(incident.id) ?? [];
    if (clocks.join() !== clock)
      wrong.push(`${key}: ${clock} is to keep its time, and these run: ${clocks.join()}`);
    if (!pages.some((page) => page.includes(`#${incident.number} `))) wrong.push(`${key} was not paged`);
    const rows = rowsByIncident.get(incident.id) ?? [];
    if (!rows.some(({ state }) => state === 'sent')) wrong.push(`${key} has no page on record`);
  }
  for (const { incidentId, state } of notifications) {
    if (state === 'pending') wrong.push(`${incidentId} has a pending page`);
  }
  for (const { dedupKey, incidentId, opened } of pointers) {
    if (incidentId && !opened) wrong.push(`${dedupKey} is claimed and not opened`);
  }
  return wrong;
}
