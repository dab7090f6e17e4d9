import { expect } from 'vitest';
import { planClock } from '#domain/incident/clock.ts';
import { isFinal } from '#domain/incident/status.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import { runbook } from './anyDeed.ts';
import { type Life, read } from './begin.ts';

/** How much later than the record says a clock that waits may wake, in milliseconds. */
const MOST_LATE_MS = 500;

/** What holds of an incident at any time, and what holds of one whose clock runs and has looked. */
export async function check(life: Life, id: string): Promise<void> {
  const { world, clocks, seen, disturbed, unfinished } = life;
  const record = await read(life, id);
  const now = world.ports.clock.now();
  const at = now.toISOString();
  const wanted = wakeAt(record);
  expect(seen.wrong).toEqual([]);

  const { waits } = planClock(record, now);
  expect(waits.length, 'length of the forecast').toBeLessThanOrEqual(50);
  for (const wait of waits) expect(Number.isInteger(wait) && wait > 0, `a wait of ${wait} s`).toBe(true);
  if (wanted && wanted > at) {
    const left = (Date.parse(wanted) - now.getTime()) / 1000;
    expect(waits[0], 'the first wait').toBeLessThanOrEqual(Math.max(1, left));
  }

  const steps = await world.ports.incidents.steps(id);
  const finished = steps.filter(({ state }) => state === 'done' || state === 'skipped').map(({ key }) => key);
  const required = runbook
    .filter((step) => step.required && !finished.includes(step.key))
    .map(({ key }) => key);
  expect(record.requiredSteps, 'required steps').toEqual(required);
  const running = steps
    .filter(({ state }) => state === 'requested')
    .map(({ key, expiresAt }) => ({ key, at: expiresAt }));
  const over = isFinal(record.status);
  const byKey = (one: { key: string }, other: { key: string }) => one.key.localeCompare(other.key);
  expect(record.stepTimers.toSorted(byKey), 'step timers').toEqual(over ? [] : running.toSorted(byKey));

  const { pending, owed } = seen.waiting(record);
  if (over) {
    expect(wanted, 'the next time of what is over').toBeNull();
    if (!unfinished.has(id)) expect(pending, 'pages of what is over').toEqual([]);
    // The lease of a sender that died may be left, and holds nobody up.
    const holds = record.paging && (life.deaths() === 0 || record.paging.until > at);
    expect(holds ? record.paging : null, 'the lease of what is over').toBeNull();
    return;
  }
  const wakesAt = clocks.wakesAt(`${id}-${record.epoch}`);
  if (wakesAt === undefined || clocks.looks(id) === disturbed.get(id)) return;
  expect(wakesAt, 'when its clock wakes').toBeGreaterThan(now.getTime());
  expect(wakesAt - Date.parse(wanted ?? at), 'how late its clock wakes').toBeLessThanOrEqual(MOST_LATE_MS);
  // It is on its way.
  if (wanted && wanted <= at) return;
  expect(record.paging, 'the lease').toBeNull();
  expect(pending, 'pages that wait').toEqual(owed);
  for (const { dueAt } of owed) {
    const due = Math.max(...[dueAt, record.snoozedUntil].map((time) => Date.parse(time ?? at)));
    expect(wakesAt - due, `how late a page is, due ${dueAt}`).toBeLessThanOrEqual(MOST_LATE_MS);
  }
}
