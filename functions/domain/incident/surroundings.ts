import type { Person } from '../contact/person.ts';
import type { PolicySnapshot } from '../escalation/schema.ts';
import type { Settings } from '../organisation/schema.ts';
import type { ResponsePlan } from '../plan/schema.ts';
import type { Service } from '../service/schema.ts';

/** The plan that an incident runs, as its version says. */
type RunningPlan = Pick<
  ResponsePlan,
  | 'id'
  | 'name'
  | 'version'
  | 'titleTemplate'
  | 'defaults'
  | 'runbook'
  | 'bridgeUrl'
  | 'chatUrl'
  | 'review'
  | 'quietPeriod'
>;

/** A role as it is filled when the incident opens, or why it is vacant. */
export interface FilledRole {
  role: string;
  person: Person | null;
  why: string;
}

/** What an incident takes from the organisation when it opens, and keeps. */
export interface Surroundings {
  service: Service;
  policy: PolicySnapshot;
  settings: Settings;
  predecessorId: string | null;
  /** And why it is this one. */
  plan: { running: RunningPlan; why: string } | null;
  roles: FilledRole[];
}
