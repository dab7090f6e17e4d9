import type { Contact } from '../contact/schema.ts';
import type { Override, Schedule } from '../schedule/schema.ts';
import type { Team } from '../team/schema.ts';

/** A schedule with the overrides that are not over yet. */
export interface ScheduleAsKept {
  schedule: Schedule;
  overrides: Override[];
}

/** What is known of those to whom targets may lead. What is missing in it has been deleted. */
export interface Directory {
  contacts: Map<string, Contact>;
  teams: Map<string, Team>;
  schedules: Map<string, ScheduleAsKept>;
  /** How many turns a round-robin target has had, by its id. */
  turns: Map<string, number>;
}
