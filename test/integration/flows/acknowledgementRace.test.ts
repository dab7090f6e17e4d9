import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Incident } from '#domain/incident/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { smsTo } from '#test/support/inboxes.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { newContact, newPolicy, newService, unique } from '#test/support/organisations.ts';

const RACES = 50;
const AT_ONCE = 10;
/** The most that a timer may be late (contract section 6). */
const LATEST_MS = 2000;

interface Race {
  id: string;
  /** The second level, which the timer may or may not have paged. */
  second: Contact;
  /** The SMS that they had when the acknowledgement had answered. */
  paged: number;
}

/**
 * Acknowledges about when the second level is due.
 *
 * @param offset milliseconds after that
 */
async function race(first: Contact, offset: number): Promise<Race> {
  const second = await newContact({ email: null });
  const policy = await newPolicy([
    ['PT0S', first],
    ['PT2S', second],
  ]);
  const service = await newService({ escalationPolicyId: policy.id });
  const { id } = await must<Incident>('POST', '/v1/incidents', {
    title: unique('race'),
    serviceId: service.id,
  });
  const due = await eventually(async () => {
    const { escalation } = await incidentOf(id);
    return escalation.level === 1 && escalation.nextAt;
  });
  await pause(Math.max(0, Date.parse(due) + offset - Date.now()));
  expect((await ask('POST', `/v1/incidents/${id}/acknowledge`)).status).toBe(200);
  return { id, second, paged: (await smsTo(second.phone ?? '')).length };
}

/** @returns whether the timer paged the second level before the acknowledgement won */
async function timerWon({ id, paged }: Race): Promise<boolean> {
  const events = await timelineOf(id);
  const acknowledged = events.findIndex(({ type }) => type === 'incident.acknowledged');
  const advanced = events.findIndex(({ type, data }) => type === 'escalation.advanced' && data.level === 2);
  if (advanced !== -1) expect(advanced).toBeLessThan(acknowledged);
  expect(paged).toBeLessThanOrEqual(advanced === -1 ? 0 : 1);
  expect((await incidentOf(id)).status).toBe('acknowledged');
  return advanced !== -1;
}

it(`an acknowledgement against the timer, ${RACES} times: never both win, and no page follows the answer`, async () => {
  const first = await newContact({ email: null });
  const races: Race[] = [];
  for (let done = 0; done < RACES; done += AT_ONCE) {
    // From 200 ms before the timer to 300 ms after it.
    const offsets = Array.from({ length: AT_ONCE }, (_, index) => ((done + index) / RACES) * 500 - 200);
    races.push(...(await Promise.all(offsets.map((offset) => race(first, offset)))));
  }
  // A page that should not follow has until then to do so.
  await pause(LATEST_MS);

  const ends = new Set<boolean>();
  for (const one of races) {
    expect(await smsTo(one.second.phone ?? '')).toHaveLength(one.paged);
    ends.add(await timerWon(one));
  }
  // Both ways of ending have really been seen.
  expect(ends).toEqual(new Set([true, false]));
}, 180_000);
