import { open } from '#domain/incident/open.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Status } from '#domain/incident/schema.ts';
import { defaultSettings } from '#domain/organisation/defaults.ts';
import { payments, twoLevels } from './sampleOrganisation.ts';
import { reportOf, START } from './world.ts';

const { steps, repeat, acknowledgementTimeout, whenExhausted } = twoLevels;

/** An incident as it opens, with fields that a test sets. */
export function incidentOf(changes: Partial<IncidentRecord> = {}): IncidentRecord {
  const policy = { policyId: twoLevels.id, steps, repeat, acknowledgementTimeout, whenExhausted };
  const { record } = open(
    { id: 'inc_00000000000000000000000001', number: 1 },
    reportOf(),
    { service: payments, policy, settings: defaultSettings, predecessorId: null, plan: null, roles: [] },
    1,
    START,
  );
  return { ...record, ...changes };
}

/** An incident in a status, with what that status brings with it. */
export function incidentIn(status: Status, changes: Partial<IncidentRecord> = {}): IncidentRecord {
  const at = START.toISOString();
  const over = status === 'closed' || status === 'canceled' || status === 'merged';
  return incidentOf({
    status,
    ...(status === 'acknowledged' ? { acknowledgedAt: at } : {}),
    ...(status === 'mitigated' ? { mitigatedAt: at } : {}),
    ...(status === 'resolved' ? { resolvedAt: at, resolution: { summary: 'Rolled back', cause: null } } : {}),
    ...(over ? { nextAt: null } : {}),
    ...changes,
  });
}
