import { type ClockPlan, planClock } from '#domain/incident/clock.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock } from '../ports.ts';

/** Where an execution goes that another one has replaced. */
export interface SupersededPlan {
  incidentId: string;
  epoch: number;
  stage: 'superseded';
  waits: [];
}

/**
 * Plans an execution's way from what the record says now.
 *
 * @param epoch the execution's own; where the record has a later one, the execution ends
 */
export async function replan(
  incidentId: string,
  epoch: number,
  ports: { incidents: IncidentStore; clock: Clock },
): Promise<ClockPlan | SupersededPlan> {
  const record = await ports.incidents.get(incidentId);
  if (!record || record.epoch !== epoch) return { incidentId, epoch, stage: 'superseded', waits: [] };
  return planClock(record, ports.clock.now());
}
