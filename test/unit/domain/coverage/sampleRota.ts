import type { RotaAsKept } from '#domain/coverage/rotaFindings.ts';
import type { Layer, Override } from '#domain/schedule/schema.ts';
import { ada, ben, scheduleOf } from '#test/support/sampleOrganisation.ts';

export const TEAM = 'team_00000000000000000000000TEAM';

/** Ada and Ben in turns of a day, from 09:00 to 09:00 in Berlin; it is Ada's on even days of November 2026. */
export const daily: Layer = {
  name: 'Primary',
  participants: [ada.id, ben.id],
  rotation: { every: 'P1D', handoff: '09:00', from: '2026-11-02' },
  onCall: 1,
  until: null,
};

/** A schedule of a team, in Berlin. */
export function rotaOf({
  layers = [daily],
  overrides = [],
  leaves = [],
  teamId = TEAM,
  id = 'sch_00000000000000000000000SCH1',
  name = 'Payments',
  gapsAllowed = false,
}: {
  layers?: Layer[];
  overrides?: Override[];
  leaves?: RotaAsKept['departures']['leaves'];
  teamId?: string | null;
  id?: string;
  name?: string;
  gapsAllowed?: boolean;
} = {}): RotaAsKept {
  const schedule = scheduleOf(layers, { id, name, timeZone: 'Europe/Berlin', teamId, gapsAllowed });
  return { schedule, departures: { overrides, leaves } };
}

/** An override of the schedule, in UTC. */
export const overrideOf = (
  changes: Pick<Override, 'action' | 'contactId' | 'from' | 'to'> & Partial<Override>,
): Override => ({
  id: 'ovr_00000000000000000000000VR01',
  createdAt: '2026-11-01T00:00:00.000Z',
  ...changes,
});
