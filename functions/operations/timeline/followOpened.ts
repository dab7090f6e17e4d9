import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { type LinkIncidentsPorts, linkIncidents } from '../incident/linkIncidents.ts';
import type { PlanExercises } from '../plan/exercises.ts';
import { noteExercises } from '../plan/noteExercises.ts';
import type { Log } from '../ports.ts';

export interface FollowPorts extends LinkIncidentsPorts {
  exercises: PlanExercises;
  log: Log;
}

/**
 * What follows from the incidents that opened: they are linked with those of dependent services, and their plans
 * count as exercised. Safe to repeat. Neither is worth holding back the timeline, nor publishing it again: what
 * fails after its own attempts is logged and left.
 *
 * @param events of any type
 */
export async function followOpened(events: TimelineEvent[], ports: FollowPorts): Promise<void> {
  const opened = events.filter(({ type }) => type === 'incident.opened');
  if (opened.length === 0) return;
  const incidentIds = opened.map(({ incidentId }) => incidentId);
  const orLog = async (effect: Promise<void>, message: string) => {
    try {
      await effect;
    } catch (error) {
      ports.log.error(message, { incidentIds, error });
    }
  };
  await Promise.all([
    orLog(linkIncidents(opened, ports), 'Incidents could not be linked with those of dependent services.'),
    orLog(
      noteExercises(opened, ports.exercises),
      'Response plans could not be noted as exercised. They look staler than they are.',
    ),
  ]);
}
