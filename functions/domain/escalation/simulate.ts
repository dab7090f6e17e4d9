import type { Priority } from '../schema.ts';
import type { Directory } from './directory.ts';
import { levelPages, targetsOf } from './level.ts';
import { rotating } from './rotating.ts';
import { timesOf } from './round.ts';
import type { PolicySnapshot, Simulation, Target } from './schema.ts';
import { type Exhausted, type NextLevel, nextLevel, type Position, type Walk } from './walk.ts';

/** More than this nobody reads; a policy of 20 steps and 9 repeats has 200 levels. */
const MOST_PAGES = 500;

/** What an incident would bring to a policy. */
export interface Scenario {
  policy: PolicySnapshot;
  priority: Priority;
  serviceId: string;
  fallbackTarget: Target | null;
}

/**
 * Foretells whom a policy pages, when and why, if nobody acknowledges: to the end of the walk and the first pages
 * behind it. It asks the same functions as an incident's clock, and changes nothing.
 *
 * @param directory those to whom the policy may lead, with the turns that round-robin targets have had
 * @param at when the incident opens
 * @returns the pages in the order of their time
 */
export function simulate(scenario: Scenario, directory: Directory, at: Date): Simulation {
  const walk: Walk = { ...scenario, firstPass: 1 };
  const turns = new Map(directory.turns);
  const pages: Simulation['pages'] = [];
  let position: Position = { level: 0, pass: 1 };
  let next = nextLevel(walk, position, { since: at.getTime() });
  let now = at.getTime() + next.after;
  while (pages.length < MOST_PAGES) {
    const of = { ...scenario, escalation: position };
    const level = levelPages(of, next, { ...directory, turns }, now);
    for (const id of rotating(targetsOf(of, next))) turns.set(id, (turns.get(id) ?? 0) + 1);
    pages.push(...level.rows.map(shown), ...level.notes.map((reason) => nobody(reason, level.position, now)));
    if (next.kind === 'exhausted') break;
    position = level.position;
    ({ next, now } = afterwards(walk, position, firstPage(level.rows), now));
  }
  return { pages: pages.sort((one, other) => one.at.localeCompare(other.at)) };
}

/** Those who were paged get their time from the first page on; where there was nobody, the next level is due at once. */
function afterwards(
  walk: Walk,
  position: Position,
  paged: number | undefined,
  now: number,
): { next: NextLevel | Exhausted; now: number } {
  if (paged === undefined) return { next: nextLevel(walk, position, { at: now }), now };
  const next = nextLevel(walk, position, { since: paged });
  return { next, now: paged + next.after };
}

type Row = ReturnType<typeof levelPages>['rows'][number];

function firstPage(rows: Row[]): number | undefined {
  const [first] = timesOf(rows.filter((row) => row.state === 'pending'));
  return first === undefined ? undefined : Date.parse(first);
}

const shown = ({ at, dueAt, level, pass, contactId, channel, reason }: Row): Simulation['pages'][number] => ({
  at: dueAt ?? at,
  level,
  pass,
  contactId,
  channel,
  reason,
});

const nobody = (reason: string, position: Position, now: number): Simulation['pages'][number] => ({
  at: new Date(now).toISOString(),
  ...position,
  contactId: null,
  channel: null,
  reason,
});
