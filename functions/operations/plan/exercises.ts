/** When incidents last ran the plans. */
export interface PlanExercises {
  /** Notes that an incident ran a plan. Safe to repeat, and in any order: the latest stays. */
  note(planId: string, at: string): Promise<void>;
  /** For each of the plans that an incident has run, when it last did. */
  lastOf(planIds: string[]): Promise<Map<string, string>>;
}
