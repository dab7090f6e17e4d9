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

interface Race {
  answeredAt: number;
  paged: number;
  id: string;
}

/** Acknowledges about when the second level is due, which the timer then may or may not have paged. */
async function race(serviceId: string, second: Contact, offset: number): Promise<Race> {
  const { id } = await must<Incident>('POST', '/v1/incidents', { title: unique('race'), serviceId });
  const due = await eventually(async () => {
    const { escalation } = await incidentOf(id);
    return escalation.level === 1 && escalation.nextAt;
  });
  await pause(Math.max(0, Date.parse(due) + offset - Date.now()));
  const answer = await ask('POST', `/v1/incidents/${id}/acknowledge`);
  expect(answer.status).toBe(200);
  const paged = (await smsTo(second.phone ?? '')).length;
  return { id, answeredAt: Date.now(), paged };
}

it(`an acknowledgement against the timer, ${RACES} times: never both win, and no page follows the answer`, async () => {
  const first = await newContact({ email: null });
  let pagedFirst = 0;
  for (let done = 0; done < RACES; done += AT_ONCE) {
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, index) => {
        const second = await newContact({ email: null });
        const policy = await newPolicy([
          ['PT0S', first],
          ['PT2S', second],
        ]);
        const service = await newService({ escalationPolicyId: policy.id });
        // From well before the timer to well after it, densest around it.
        const offset = ((done + index) / RACES) * 500 - 200;
        const { id, paged } = await race(service.id, second, offset);

        const events = await timelineOf(id);
        const acknowledged = events.findIndex((event) => event.type === 'incident.acknowledged');
        const advanced = events.findIndex(
          (event) => event.type === 'escalation.advanced' && event.data.level === 2,
        );
        const won = advanced !== -1;
        if (won) pagedFirst += 1;
        expect(won ? advanced < acknowledged : true).toBe(true);
        expect((await smsTo(second.phone ?? '')).length).toBe(paged);
        expect(paged).toBeLessThanOrEqual(won ? 1 : 0);
        expect((await incidentOf(id)).status).toBe('acknowledged');
      }),
    );
  }
  // Both ways of ending have really been seen.
  expect(pagedFirst).toBeGreaterThan(0);
  expect(pagedFirst).toBeLessThan(RACES);
}, 180_000);
