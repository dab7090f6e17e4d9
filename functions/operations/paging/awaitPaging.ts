import type { Change } from '#domain/incident/change.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock } from '../ports.ts';

/** How often a round of pages is looked at while somebody waits for its end. */
const LOOK_EVERY_MS = 40;

/**
 * Waits for pages that were on their way when an incident was moved. Their round ends by itself, at the
 * latest with its lease: whoever sends checks the lease before each page.
 */
export async function awaitPaging(
  change: Change,
  ports: { incidents: IncidentStore; clock: Clock },
): Promise<void> {
  const { paging } = change.after;
  if (!paging || change.after.status === 'triggered') return;
  const end = Date.parse(paging.until);
  while (ports.clock.now().getTime() < end) {
    await ports.clock.sleep(LOOK_EVERY_MS);
    const record = await ports.incidents.get(change.after.id);
    if (record?.paging?.until !== paging.until) return;
  }
}
