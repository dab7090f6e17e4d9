import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { Gap, OnCall, Override, Schedule, Shift } from '#domain/schedule/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import { ask, must } from '#test/support/musterApi.ts';
import { newContact, unique } from '#test/support/organisations.ts';
import { testPrograms } from '#test/support/testPrograms.ts';

const run = promisify(execFile);
const DAY = 24 * 3600_000;

let programs: string;
let ada: Contact;
let ben: Contact;
let cy: Contact;
beforeAll(async () => {
  programs = await testPrograms();
  [ada, ben, cy] = await Promise.all([newContact(), newContact(), newContact()]);
}, 180_000);

/** Ada and Ben in daily turns in Berlin, handed over in the hour that comes twice on 25 October 2026. */
const inputOf = (changes: Record<string, unknown> = {}) => ({
  name: unique('schedule'),
  timeZone: 'Europe/Berlin',
  layers: [
    {
      name: 'Daily',
      participants: [ada.id, ben.id],
      rotation: { every: 'P1D', handoff: '02:30', from: '2026-10-19' },
    },
  ],
  ...changes,
});
const newSchedule = (changes: Record<string, unknown> = {}) =>
  must<Schedule>('POST', '/v1/schedules', inputOf(changes));
const override = (id: string, body: object) => must<Override>('POST', `/v1/schedules/${id}/overrides`, body);
const onCall = (id: string, at: string) =>
  must<OnCall>('GET', `/v1/schedules/${id}/on-call?at=${encodeURIComponent(at)}`);
const shifts = async (id: string, from: string, to: string) =>
  (await must<{ items: Shift[] }>('GET', `/v1/schedules/${id}/shifts?from=${from}&to=${to}`)).items;
const gaps = async (id: string, from: string, to: string) =>
  (await must<{ items: Gap[] }>('GET', `/v1/schedules/${id}/gaps?from=${from}&to=${to}`)).items;

describe('a schedule', () => {
  it('hands over across a time change: who came first stays until the hour has come a second time', async () => {
    const { id } = await newSchedule();

    expect(await shifts(id, '2026-10-24T12:00:00Z', '2026-10-27T00:00:00Z')).toMatchObject([
      { contactId: ben.id, from: '2026-10-24T12:00:00.000Z', to: '2026-10-25T01:30:00.000Z' },
      { contactId: ada.id, from: '2026-10-25T00:30:00.000Z', to: '2026-10-26T01:30:00.000Z' },
      { contactId: ben.id, from: '2026-10-26T01:30:00.000Z', to: '2026-10-27T00:00:00.000Z' },
    ]);
    expect(await gaps(id, '2026-10-24T12:00:00Z', '2026-10-27T00:00:00Z')).toEqual([]);
    const both = await onCall(id, '2026-10-25T02:30:00+01:00');
    expect(both.onCall.map(({ contactId }) => contactId)).toEqual([ada.id]);
    const during = await onCall(id, '2026-10-25T01:00:00Z');
    expect(new Set(during.onCall.map(({ contactId }) => contactId))).toEqual(new Set([ada.id, ben.id]));
  });

  it('follows overrides and leaves, and goes back when they are taken back', async () => {
    const { id } = await newSchedule();
    const away = await newContact({
      leave: [{ from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', substituteId: cy.id }],
    });
    const span = { from: '2026-12-01T00:00:00Z', to: '2026-12-08T00:00:00Z' };
    const added = await override(id, { action: 'add', contactId: away.id, ...span });

    expect(await onCall(id, '2026-12-01T12:00:00Z')).toMatchObject({
      onCall: expect.arrayContaining([
        expect.objectContaining({ contactId: cy.id, override: expect.objectContaining({ kind: 'leave' }) }),
      ]),
    });
    expect(await onCall(id, '2026-12-03T12:00:00Z')).toMatchObject({
      onCall: [{ layer: 'Daily' }, { contactId: away.id, layer: null, override: { id: added.id } }],
    });
    expect((await ask('DELETE', `/v1/schedules/${id}/overrides/${added.id}`)).status).toBe(204);
    expect((await onCall(id, '2026-12-03T12:00:00Z')).onCall).toHaveLength(1);
    expect((await ask('DELETE', `/v1/schedules/${id}/overrides/${added.id}`)).status).toBe(404);
  });

  it('takes overrides only by people who exist', async () => {
    const { id } = await newSchedule();
    const body = {
      action: 'replace',
      contactId: ada.id,
      replaces: 'ctc_01J00000000000000000000000',
      from: '2026-12-01T00:00:00Z',
      to: '2026-12-02T00:00:00Z',
    };
    expect(await ask('POST', `/v1/schedules/${id}/overrides`, { body })).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ path: 'replaces' }] },
    });
  });

  it('keeps its people and its team from being deleted', async () => {
    const team = await must<Team>('POST', '/v1/teams', { name: unique('team'), members: [cy.id] });
    const { id, name } = await newSchedule({ teamId: team.id });

    for (const path of [`/v1/teams/${team.id}`, `/v1/contacts/${ada.id}`]) {
      const refused = await ask<{ code: string; by: unknown[] }>('DELETE', path);
      expect(refused).toMatchObject({ status: 409, body: { code: 'in-use' } });
      expect(refused.body.by).toContainEqual({ type: 'schedule', id, name });
    }
  });

  it('can be previewed before it is saved, and nothing is', async () => {
    const { id } = await newSchedule();
    const listed = async () => (await must<{ items: Schedule[] }>('GET', '/v1/schedules?limit=100')).items;
    const before = await listed();
    const span = 'from=2026-10-24T12:00:00Z&to=2026-10-27T00:00:00Z';

    const preview = await must<{ shifts: Shift[]; gaps: Gap[] }>(
      'POST',
      `/v1/schedules/preview?${span}`,
      inputOf(),
    );

    expect(preview).toEqual({
      shifts: await shifts(id, '2026-10-24T12:00:00Z', '2026-10-27T00:00:00Z'),
      gaps: [],
    });
    expect(await listed()).toEqual(before);
  });
});

/** A calendar as the icalendar library of Python reads it. */
interface ReadCalendar {
  name: string;
  events: { uid: string; summary: string; description: string | null; from: string; to: string }[];
}

async function download(url: string): Promise<ReadCalendar> {
  const reader = join(import.meta.dirname, 'read_calendar.py');
  return JSON.parse((await run(join(programs, 'python'), [reader, url])).stdout);
}

const instant = (text: string) => new Date(text).toISOString();

/** The shifts of a schedule for the whole time that a calendar shows. */
async function shiftsLike({ events }: ReadCalendar, scheduleId: string): Promise<Shift[]> {
  const from = events.map((event) => instant(event.from)).sort()[0] ?? '';
  const to =
    events
      .map((event) => instant(event.to))
      .sort()
      .at(-1) ?? '';
  expect(Date.parse(to) - Date.parse(from)).toBeGreaterThan(209 * DAY);
  return await shifts(scheduleId, from, to);
}

const shown = ({ events }: ReadCalendar) =>
  events.map(({ summary, from, to }) => ({ summary, from: instant(from), to: instant(to) }));

describe('a calendar', () => {
  it('of a schedule has an event for each shift, across time changes and with overrides', async () => {
    const { id, name } = await newSchedule();
    const soon = (days: number) => new Date(Date.now() + days * DAY).toISOString();
    await override(id, {
      action: 'replace',
      contactId: cy.id,
      replaces: ada.id,
      from: soon(2),
      to: soon(6),
    });
    const { url } = await must<{ url: string }>('POST', `/v1/schedules/${id}/calendar`);

    const calendar = await download(url);

    const names = new Map([ada, ben, cy].map((contact) => [contact.id, contact.name]));
    const expected = (await shiftsLike(calendar, id)).map(({ contactId, from, to }) => ({
      summary: `${names.get(contactId)} on call: ${name}`,
      from: `${from.slice(0, 19)}.000Z`,
      to: `${to.slice(0, 19)}.000Z`,
    }));
    expect(calendar.name).toBe(`On call: ${name}`);
    expect(shown(calendar)).toEqual(expected);
    expect(calendar.events.some(({ description }) => description?.includes(cy.name))).toBe(true);
    expect(new Set(calendar.events.map(({ uid }) => uid)).size).toBe(calendar.events.length);
  });

  it('of a person has their shifts on all schedules', async () => {
    const dee = await newContact();
    const layer = (participants: string[], every: string) => ({
      layers: [{ name: 'Turns', participants, rotation: { every, handoff: '09:00', from: '2026-01-05' } }],
    });
    const schedules = [
      await newSchedule(layer([dee.id], 'P7D')),
      await newSchedule({ ...layer([ada.id, dee.id], 'P1D'), timeZone: 'Australia/Lord_Howe' }),
    ];
    const { url } = await must<{ url: string }>('POST', `/v1/contacts/${dee.id}/calendar`);

    const calendar = await download(url);

    const expected = await Promise.all(
      schedules.map(async ({ id, name }) =>
        (await shiftsLike(calendar, id))
          .filter(({ contactId }) => contactId === dee.id)
          .map(({ from, to }) => ({ summary: `${dee.name} on call: ${name}`, from, to })),
      ),
    );
    expect(shown(calendar)).toHaveLength(expected.flat().length);
    expect(shown(calendar)).toEqual(expect.arrayContaining(expected.flat()));
  });

  it('is private: its address ends when it is made again, and when it is revoked', async () => {
    const { id } = await newSchedule();
    const path = `/v1/schedules/${id}/calendar`;
    const status = async (url: string) => (await fetch(url)).status;
    const first = (await must<{ url: string }>('POST', path)).url;
    const second = (await must<{ url: string }>('POST', path)).url;
    expect([await status(first), await status(second)]).toEqual([404, 200]);
    const answer = await fetch(second);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=300');

    expect((await ask('DELETE', path)).status).toBe(204);

    const revoked = await fetch(second);
    expect(revoked.status).toBe(404);
    expect(await revoked.json()).toMatchObject({ code: 'not-found' });
    expect((await ask('DELETE', path)).status).toBe(204);
  });
});
