import type { Bodies, ConfigurationKind } from './store.ts';

/** What things that an earlier version of Muster saved do not have, and what that means. */
export const absentInEarlier = {
  contact: {
    key: null,
    notificationRules: { high: null, low: null },
    quietTimes: { hours: null, weekdays: [], holidays: [] },
    leave: [],
    reachability: { email: null, phone: null, lastTest: null },
  },
  service: { key: null, teamId: null, responsePlanId: null, alarmTags: [], dependsOn: [] },
  'escalation-policy': { key: null, whenExhausted: { targets: [], repeatEvery: null } },
} satisfies { [Kind in ConfigurationKind]?: Partial<Bodies[Kind]> };

/**
 * A body as this version reads it.
 *
 * @param saved by this or an earlier version
 */
export function asReadNow<Kind extends ConfigurationKind>(kind: Kind, saved: Bodies[Kind]): Bodies[Kind] {
  const absent = (absentInEarlier as Partial<Record<ConfigurationKind, object>>)[kind];
  return absent ? { ...absent, ...saved } : saved;
}
