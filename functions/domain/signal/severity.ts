import type { Level } from '../schema.ts';

/** What is not said is taken as serious: a page too many is better than one too few. */
export const UNSAID_SEVERITY: Level = 'high';

const WORDS: Record<string, Level> = {
  critical: 'critical',
  emergency: 'critical',
  fatal: 'critical',
  disaster: 'critical',
  page: 'critical',
  error: 'high',
  high: 'high',
  major: 'high',
  warning: 'medium',
  warn: 'medium',
  medium: 'medium',
  minor: 'medium',
  info: 'low',
  informational: 'low',
  information: 'low',
  notice: 'low',
  low: 'low',
  none: 'low',
};

/**
 * Muster's level for the word that a tool uses: PagerDuty's four severities, and what Prometheus rules
 * and alarm tags commonly say.
 *
 * @returns undefined when the word is not known
 */
export function severityOf(word: unknown): Level | undefined {
  if (typeof word !== 'string') return undefined;
  const known = word.trim().toLowerCase();
  return Object.hasOwn(WORDS, known) ? WORDS[known] : undefined;
}
