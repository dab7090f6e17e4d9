import { expect, it } from 'vitest';
import type { Incident, Status } from '#domain/incident/schema.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { newService, unique } from '#test/support/organisations.ts';

/** The moves that each status allows: the table of contract section 3, by the names of its routes. */
const allowedIn: Record<Status, string[]> = {
  triggered: ['acknowledge', 'mitigate', 'resolve', 'cancel', 'merge', 'escalate', 'snooze'],
  acknowledged: ['unacknowledge', 'mitigate', 'resolve', 'cancel', 'merge', 'snooze'],
  mitigated: ['acknowledge', 'unacknowledge', 'reopen', 'resolve'],
  resolved: ['reopen', 'close'],
  closed: [],
  canceled: [],
  merged: [],
};

/** What leads a new incident into each status. */
const wayTo: Record<Status, string[]> = {
  triggered: [],
  acknowledged: ['acknowledge'],
  mitigated: ['mitigate'],
  resolved: ['resolve'],
  closed: ['resolve', 'close'],
  canceled: ['cancel'],
  merged: ['merge'],
};

const moves = [...new Set(Object.values(allowedIn).flat())];

it.each(Object.keys(allowedIn) as Status[])(
  'a move that is not allowed once an incident is %s is refused with those that are, and changes nothing',
  async (status) => {
    const service = await newService();
    const open = () =>
      must<Incident>('POST', '/v1/incidents', {
        title: unique('still'),
        serviceId: service.id,
        category: 'availability',
      });
    const [{ id }, other] = await Promise.all([open(), open()]);
    const bodies: Record<string, unknown> = {
      resolve: { summary: 'Mended.' },
      snooze: { for: 'PT1H' },
      merge: { into: other.id },
    };
    const move = (name: string) => ask('POST', `/v1/incidents/${id}/${name}`, { body: bodies[name] ?? {} });
    for (const name of wayTo[status]) expect((await move(name)).status, name).toBe(200);

    const moved = async () => (await timelineOf(id)).filter(({ type }) => type.startsWith('incident.'));
    const before = await moved();
    const refused = moves.filter((name) => !allowedIn[status].includes(name));
    expect(refused.length).toBeGreaterThan(0);
    for (const name of refused) {
      const { status: answered, body } = await move(name);
      expect({ answered, code: body.code, allowed: new Set(body.allowed as string[]) }, name).toEqual({
        answered: 409,
        code: 'invalid-transition',
        allowed: new Set(allowedIn[status]),
      });
    }

    expect((await incidentOf(id)).status).toBe(status);
    expect(await moved()).toEqual(before);
  },
);
