import type { Alert } from '../alert/schema.ts';
import { type Change, changeOf } from './change.ts';
import type { DedupReference, IncidentRecord } from './record.ts';
import { isFinal } from './status.ts';

/**
 * Counts signals that joined. The count of a key is absolute and only grows, so hearing of the same signals
 * twice changes nothing.
 *
 * @param reference the key by which they came, with the signals that it has brought so far
 * @param alerts those that are new, at least one
 * @returns the change, or undefined where they are counted already or the incident is over
 */
export function decideJoin(
  record: IncidentRecord,
  reference: DedupReference,
  alerts: Alert[],
  now: Date,
): Change | undefined {
  const known = record.dedupReferences.find((one) => sameKey(one, reference));
  const latest = alerts.at(-1);
  if (!known || !latest || known.alertCount >= reference.alertCount || isFinal(record.status))
    return undefined;
  const change = changeOf(
    record,
    now,
    { dedupReferences: record.dedupReferences.map((one) => (one === known ? reference : one)) },
    [
      {
        type: 'alert.joined',
        actor: {
          type: latest.source === 'cloudwatch' ? 'alarm' : 'integration',
          id: null,
          name: latest.origin,
        },
        data: {
          count: reference.alertCount - known.alertCount,
          summary: latest.summary,
          severity: latest.severity,
        },
      },
    ],
  );
  return { ...change, alerts };
}

function sameKey(a: DedupReference, b: DedupReference): boolean {
  return a.serviceId === b.serviceId && a.dedupKey === b.dedupKey;
}
