import type { Asked } from '#domain/incident/asked.ts';
import { decidePatch } from '#domain/incident/patch.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { PatchIncidentInput } from '#domain/incident/schema.ts';
import { changeAndWake } from './changeAndWake.ts';
import type { ChangePorts } from './changeIncident.ts';
import { requireMatch } from './ifMatch.ts';
import type { Organisation } from './store.ts';

/**
 * Changes what is known of an incident.
 *
 * @param ifMatch the etag that the caller has seen; undefined: the last writer wins
 * @throws Refusal `not-found`, `conflict`, or `invalid-transition` where the incident is final
 */
export async function patchIncident(
  incidentId: string,
  patch: PatchIncidentInput,
  asked: Omit<Asked, 'now'>,
  ifMatch: string | undefined,
  ports: ChangePorts & { organisation: Organisation },
): Promise<IncidentRecord> {
  const { priorityMatrix } = await ports.organisation.settings();
  return await changeAndWake(
    incidentId,
    (record) => {
      requireMatch(record, ifMatch);
      return decidePatch(record, patch, priorityMatrix, { ...asked, now: ports.clock.now() });
    },
    ports,
  );
}
