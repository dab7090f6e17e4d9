import type { Level } from '../schema.ts';
import { cutLine } from '../signal/cut.ts';
import type { Source } from '../source.ts';

/** What a title template may name. */
export interface TitleFacts {
  /** As reported. */
  title: string;
  /** Its name. */
  service: string;
  severity: Level;
  category: string | null;
  source: Source;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
/** In UTF-16 units, as an incident's title. */
const LONGEST = 500;

const placeholders: (keyof TitleFacts)[] = ['title', 'service', 'severity', 'category', 'source'];

/** What a template may hold, for people. */
export const knownPlaceholders = placeholders.map((name) => `{${name}}`).join(', ');

const isKnown = (name: string): name is keyof TitleFacts => placeholders.some((known) => known === name);

/** @returns whether every placeholder of a template is known */
export const hasOnlyKnownPlaceholders = (template: string): boolean =>
  [...template.matchAll(PLACEHOLDER)].every(([, name = '']) => isKnown(name));

/**
 * The title of an incident by its plan. What stands in braces in a fact is not filled in again, and a placeholder
 * that is unknown stays as it is.
 *
 * @returns one line of at most 500 UTF-16 units; too long a one ends in an ellipsis
 */
export function fillTitle(template: string, facts: TitleFacts): string {
  const filled = template.replace(PLACEHOLDER, (placeholder, name: string) =>
    isKnown(name) ? (facts[name] ?? 'uncategorized') : placeholder,
  );
  return cutLine(filled, LONGEST);
}
