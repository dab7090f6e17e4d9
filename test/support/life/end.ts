import { expect } from 'vitest';
import type { Notification } from '#domain/notification/schema.ts';
import { sweep } from '#operations/clock/sweep.ts';
import { type Life, read } from './begin.ts';
import { check } from './check.ts';

const MINUTE_MS = 60_000;

/**
 * Lets time go by with a sweeper that looks now and then.
 *
 * @param until in milliseconds since 1970
 * @param every how often it looks, in milliseconds
 */
async function passSwept({ world, clocks, ports }: Life, until: number, every: number): Promise<void> {
  const now = () => world.ports.clock.now().getTime();
  while (now() < until) {
    await clocks.passUntil(now() + every);
    await sweep(ports);
    await clocks.passUntil(now());
  }
}

/** Lets everything come due that waits, and looks whether it is done, and done once. */
export async function end(life: Life): Promise<void> {
  const { world, seen, uncertain } = life;
  await passSwept(life, world.ports.clock.now().getTime() + 3 * MINUTE_MS, MINUTE_MS);
  const owed = new Set<string>();
  let last = world.ports.clock.now().getTime();
  for (const id of life.ids) {
    await check(life, id);
    const record = await read(life, id);
    for (const row of seen.waiting(record).owed) {
      owed.add(nameOf(id, row));
      last = Math.max(last, ...[row.dueAt, record.snoozedUntil].map((time) => Date.parse(time ?? row.at)));
    }
  }
  await passSwept(life, last + MINUTE_MS, 10 * MINUTE_MS);
  for (const id of life.ids) {
    await check(life, id);
    const { pending } = seen.waiting(await read(life, id));
    const still = pending.map((row) => nameOf(id, row)).filter((name) => owed.has(name));
    expect(still, 'pages that wait for ever').toEqual([]);
    const { items } = await world.ports.incidents.timeline(id, 5000, undefined);
    const revisions = items.map(({ revision }) => revision);
    expect(revisions, 'revisions of the timeline').toEqual(revisions.toSorted((one, other) => one - other));
  }
  const sent = seen.messages;
  expect(less(seen.recorded('fewest'), sent), 'pages recorded as sent, and not sent').toEqual([]);
  // One whose sender died may have gone out in the message of another incident.
  const unsure = life.deaths() > 0 ? [...uncertain, ...seen.shared] : uncertain;
  expect(less(less(sent, seen.recorded('most')), unsure), 'pages sent without need').toEqual([]);
}

const nameOf = (id: string, { pass, level, contactId, channel, attempt }: Notification) =>
  [id, pass, level, contactId, channel, attempt].join('#');

/** What is left of a list when each of the others is taken out once. */
function less(all: string[], others: string[]): string[] {
  const left = [...all];
  for (const one of others) {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}
