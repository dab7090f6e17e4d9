import { isWithin } from '../localTime/window.ts';
import type { Priority } from '../schema.ts';
import type { Condition, Step } from './schema.ts';

/** What a step's condition may ask about. */
export interface Circumstances {
  priority: Priority;
  serviceId: string;
}

/**
 * Whether a step counts.
 *
 * @param at when it would be paged, in milliseconds since 1970
 */
export function applies(step: Step, { priority, serviceId }: Circumstances, at: number): boolean {
  const { priorities, serviceIds, window }: Condition = step.when ?? {};
  return (
    (priorities === undefined || priorities.includes(priority)) &&
    (serviceIds === undefined || serviceIds.includes(serviceId)) &&
    (window === undefined || isWithin(window, window.timeZone, at))
  );
}
