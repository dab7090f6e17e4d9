import type { IncidentRecord } from '#domain/incident/record.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock } from '../ports.ts';

/** How often a round of pages is looked at while somebody waits for its end. */
const LOOK_EVERY_MS = 40;

/**
 * Waits for pages that were on their way when an incident was moved. Their round ends by itself, at the
 * latest with its lease: whoever sends checks the lease before each page.
 *
 * @param moved the incident as it was written, or found, with its new status
 */
export async function awaitPaging(
  moved: IncidentRecord,
  ports: { incidents: IncidentStore; clock: Clock },
): Promise<void> {
  const { paging } = moved;
  if (!paging || moved.status === 'triggered') return;
  const end = Date.parse(paging.until);
  while (ports.clock.now().getTime() < end) {
    await ports.clock.sleep(LOOK_EVERY_MS);
    const record = await ports.incidents.get(moved.id);
    if (record?.paging?.until !== paging.until) return;
  }
}
