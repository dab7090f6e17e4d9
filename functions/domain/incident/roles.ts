import type { IncidentRecord } from './record.ts';

/** The roles of every incident, as the field knows them; a plan adds its own. */
export const standardRoles = ['commander', 'communications', 'scribe'] as const;

/** @returns every role of an incident, the vacant ones too */
export function shownRoles(roles: IncidentRecord['roles']): IncidentRecord['roles'] {
  const absent = standardRoles.filter((role) => !roles.some((one) => one.role === role));
  return [...absent.map((role) => ({ role, contactId: null })), ...roles];
}
