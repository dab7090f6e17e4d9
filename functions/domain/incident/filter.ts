import type { Priority } from '../schema.ts';
import type { IncidentRecord } from './record.ts';
import type { Status } from './schema.ts';
import { isFinal } from './status.ts';

/** Which incidents a list shows; all of it must hold. */
export interface IncidentFilter {
  /** One of these; `open` is all that is not final. */
  status?: (Status | 'open')[] | undefined;
  priority?: Priority[] | undefined;
  serviceId?: string | undefined;
  category?: string | undefined;
  drill?: boolean | undefined;
  /** Opened at or after. */
  from?: string | undefined;
  /** Opened before. */
  to?: string | undefined;
  /** A part of the title, the description or the number, in either case. */
  q?: string | undefined;
}

/** @returns whether an incident belongs in a list */
export function matches(record: IncidentRecord, filter: IncidentFilter): boolean {
  return (
    (!filter.status ||
      filter.status.some((one) => one === record.status || (one === 'open' && !isFinal(record.status)))) &&
    (!filter.priority || filter.priority.includes(record.priority)) &&
    (!filter.serviceId || filter.serviceId === record.serviceId) &&
    (!filter.category || filter.category === record.category) &&
    (filter.drill === undefined || filter.drill === record.drill) &&
    (!filter.from || Date.parse(filter.from) <= Date.parse(record.openedAt)) &&
    (!filter.to || Date.parse(record.openedAt) < Date.parse(filter.to)) &&
    (!filter.q || contains(record, filter.q))
  );
}

/** @returns whether a list can only show incidents that are not over */
export function showsOnlyOpen(filter: IncidentFilter): boolean {
  return filter.status?.every((one) => one === 'open' || !isFinal(one)) ?? false;
}

function contains(record: IncidentRecord, q: string): boolean {
  const text = `#${record.number} ${record.title} ${record.description ?? ''}`;
  return text.toLowerCase().includes(q.toLowerCase());
}
