import { isDeepStrictEqual } from 'node:util';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { isFinal } from '#domain/incident/status.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';
import type { Key } from './keys.ts';
import { keys } from './keys.ts';

/** The index of every incident by the time it opened. */
export const BY_TIME_INDEX = 'incidentsByTime';
/** The index of those that are not over; it holds nothing else, so that reading it costs what is open. */
export const OPEN_INDEX = 'openIncidents';

/** The partition of each index. */
export const BY_TIME_PARTITION = 'INCIDENTS';
export const OPEN_PARTITION = 'OPEN';

interface IndexKeys {
  allPk: string;
  timeSk: string;
  openPk?: string;
}

export type IncidentItem = Key & IndexKeys & Partial<IncidentRecord>;

/** The item of an incident, with the index keys that follow from it. */
export function toItem(record: IncidentRecord): IncidentItem {
  return {
    ...keys.incident(record.id),
    allPk: BY_TIME_PARTITION,
    timeSk: `${record.openedAt}#${record.id}`,
    ...(isFinal(record.status) ? {} : { openPk: OPEN_PARTITION }),
    ...unusual(record),
  };
}

/** The record without what only the table needs. */
export function fromItem(item: Record<string, unknown>): IncidentRecord {
  const { pk: _pk, sk: _sk, allPk: _allPk, timeSk: _timeSk, openPk: _openPk, ...record } = item;
  const { whenExhausted } = absentInEarlier['escalation-policy'];
  const policy = { whenExhausted, ...(record.policy as object) };
  return { ...usual, delayFrom: record.openedAt, ...record, policy } as unknown as IncidentRecord;
}

/**
 * What most incidents have, and what those have that an earlier version of Muster opened. It is not written: each
 * KiB of an incident costs four write units, in the table and its indexes, with every change.
 */
const usual: Partial<IncidentRecord> = {
  planVersion: null,
  bridgeUrl: null,
  chatUrl: null,
  linkedIncidents: [],
  responderRequests: 0,
  requiredSteps: [],
  review: { required: false, dueIn: null, waived: false },
  pageTimes: [],
  stepTimers: [],
};

/** A record without what is usual. */
function unusual(record: IncidentRecord): Partial<IncidentRecord> {
  return Object.fromEntries(
    Object.entries(record).filter(
      ([name, value]) => !(name in usual && isDeepStrictEqual(value, usual[name as keyof IncidentRecord])),
    ),
  );
}
