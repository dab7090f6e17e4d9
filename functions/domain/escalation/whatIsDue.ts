import type { IncidentRecord } from '../incident/record.ts';
import { type Exhausted, type NextLevel, nextLevel } from './walk.ts';

/**
 * What an escalation timer is set for. Where somebody has moved it, by escalating or snoozing for example, it is
 * the next level for the moment itself. A walk that is used up pages its end again, where its policy wants that.
 *
 * @param at when the timer strikes, in milliseconds since 1970
 */
export function whatIsDue(
  record: Pick<
    IncidentRecord,
    'policy' | 'firstPass' | 'priority' | 'serviceId' | 'escalation' | 'delayFrom' | 'nextAt'
  >,
  at: number,
): NextLevel | Exhausted {
  if (record.escalation.exhausted) return { kind: 'exhausted', after: 0 };
  if (record.delayFrom === null) return nextLevel(record, record.escalation, { at });
  const since = Date.parse(record.delayFrom);
  const planned = nextLevel(record, record.escalation, { since });
  return since + planned.after === Date.parse(record.nextAt ?? '')
    ? planned
    : nextLevel(record, record.escalation, { at });
}
