import { describe, expect, it } from 'vitest';
import { calendarFeedRoutes } from '#contract/public.ts';
import { calendarFeedOperations } from '#handlers/api/calendarFeedOperations.ts';
import { createApi } from '#handlers/api/http/createApi.ts';
import { apiEvent, lambdaContext } from '#test/support/apiEvent.ts';
import { configurationApi, PUBLIC_URL } from '#test/support/configurationApi.ts';

/** Ada and Ben in weekly turns on one schedule, Ada alone on another, since the year began. */
async function withSchedules() {
  const api = configurationApi();
  const { ask, ports } = api;
  const contact = async (name: string) =>
    (await ask('POST /v1/contacts', { body: { name, phone: '+12025550123' } })).body.id;
  const [ada, ben] = [await contact('Ada'), await contact('Ben')];
  const schedule = async (name: string, participants: string[]) => {
    const rotation = { every: 'P7D', handoff: '09:00', from: '2026-01-05' };
    const layers = [{ name: 'Weekly', participants, rotation }];
    return (await ask('POST /v1/schedules', { body: { name, timeZone: 'UTC', layers } })).body.id;
  };
  const [primary, secondary] = [await schedule('Primary', [ada, ben]), await schedule('Secondary', [ada])];

  const feed = createApi({ routes: calendarFeedRoutes, operations: calendarFeedOperations(ports) });
  const read = async (url: string) => {
    const token = url.replace(`${PUBLIC_URL}/calendars/`, '');
    const event = apiEvent({ routeKey: 'GET /calendars/{token}', params: { token }, key: null });
    return await feed(event, lambdaContext);
  };
  const create = async (noun: 'schedules' | 'contacts', id: string) =>
    (await ask(`POST /v1/${noun}/{id}/calendar`, { params: { id }, scopes: 'respond' })).body.url;
  const revoke = async (noun: 'schedules' | 'contacts', id: string) =>
    (await ask(`DELETE /v1/${noun}/{id}/calendar`, { params: { id }, scopes: 'respond' })).status;
  return { ...api, ada, ben, primary, secondary, read, create, revoke };
}

const summaries = (calendar = '') => [...calendar.matchAll(/^SUMMARY:(.*)\r$/gm)].map(([, text]) => text);
const starts = (calendar = '') => [...calendar.matchAll(/^DTSTART:(.*)\r$/gm)].map(([, text]) => text);

describe("a schedule's calendar", () => {
  it('is read by whoever has its address, from 30 days back to 180 days ahead', async () => {
    const { primary, read, create } = await withSchedules();
    const { statusCode, headers, body } = await read(await create('schedules', primary));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, max-age=300',
    });
    expect(body).toContain('X-WR-CALNAME:On call: Primary\r\n');
    expect(starts(body)[0]).toBe('20260130T000000Z');
    expect(starts(body).at(-1)).toBe('20260824T090000Z');
    expect(new Set(summaries(body))).toEqual(new Set(['Ada on call: Primary', 'Ben on call: Primary']));
  });

  it('shows overrides and leaves', async () => {
    const { ask, ada, ben, primary, read, create } = await withSchedules();
    await ask('POST /v1/schedules/{id}/overrides', {
      params: { id: primary },
      body: {
        action: 'replace',
        contactId: ben,
        replaces: ada,
        from: '2026-03-02T09:00:00Z',
        to: '2026-03-03T09:00:00Z',
      },
    });
    const leave = [{ from: '2026-02-09T00:00:00Z', to: '2026-02-10T00:00:00Z', substituteId: ada }];
    await ask('PATCH /v1/contacts/{id}', { params: { id: ben }, body: { leave } });
    const { body } = await read(await create('schedules', primary));
    expect(body).toContain('DESCRIPTION:Ben takes over from Ada by an override.');
    expect(body).toContain('DESCRIPTION:Ada stands in for Ben\\, who is away.');
  });
});

describe("a person's calendar", () => {
  it('shows their shifts on all schedules and nobody else', async () => {
    const { ada, ben, read, create } = await withSchedules();
    const { body } = await read(await create('contacts', ada));
    expect(body).toContain('X-WR-CALNAME:On call: Ada\r\n');
    expect(new Set(summaries(body))).toEqual(new Set(['Ada on call: Primary', 'Ada on call: Secondary']));
    const bens = await read(await create('contacts', ben));
    expect(new Set(summaries(bens.body))).toEqual(new Set(['Ben on call: Primary']));
  });
});

describe('the address of a calendar', () => {
  it('is hard to guess, shown once, and kept as a hash only', async () => {
    const { ask, ada, audit, ports, create } = await withSchedules();
    const url = await create('contacts', ada);
    expect(url).toMatch(/^https:\/\/muster\.example\/calendars\/[\w-]{43}$/);
    const kept = await ports.calendars.ofSubject({ type: 'contact', id: ada });
    const shown = [audit, kept, (await ask('GET /v1/audit')).body];
    expect(JSON.stringify(shown)).not.toContain(url.slice(-43));
    expect(JSON.stringify(audit)).not.toContain(kept?.hash);
    expect(audit.at(-1)).toMatchObject({
      action: 'created',
      target: { type: 'calendar', id: ada, name: 'Ada' },
    });
  });

  it('opens no more when another is made, or when it is revoked, again and again', async () => {
    const { primary, secondary, audit, read, create, revoke } = await withSchedules();
    const [first, other] = [await create('schedules', primary), await create('schedules', secondary)];
    const second = await create('schedules', primary);
    expect((await read(first)).statusCode).toBe(404);
    expect((await read(second)).statusCode).toBe(200);
    expect(await revoke('schedules', primary)).toBe(204);
    expect(audit.at(-1)).toMatchObject({ action: 'revoked', target: { type: 'calendar', id: primary } });
    const changes = audit.length;
    expect(await revoke('schedules', primary)).toBe(204);
    expect(audit).toHaveLength(changes);
    const gone = await read(second);
    expect(gone).toMatchObject({ statusCode: 404 });
    expect(gone.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(gone.body ?? '')).toMatchObject({ code: 'not-found' });
    expect((await read(other)).statusCode).toBe(200);
  });

  it('is one, however many are made at once', async () => {
    const { primary, read, create } = await withSchedules();
    const urls = await Promise.all(Array.from({ length: 5 }, () => create('schedules', primary)));
    const open = await Promise.all(urls.map(async (url) => (await read(url)).statusCode));
    expect(open.filter((status) => status === 200)).toHaveLength(1);
  });

  it('opens nothing of what has been deleted', async () => {
    const { ask, secondary, read, create } = await withSchedules();
    const url = await create('schedules', secondary);
    await ask('DELETE /v1/schedules/{id}', { params: { id: secondary } });
    expect((await read(url)).statusCode).toBe(404);
  });

  it('is made only of what exists', async () => {
    const { ask } = await withSchedules();
    for (const [noun, prefix] of [
      ['schedules', 'sch'],
      ['contacts', 'ctc'],
    ]) {
      const params = { id: `${prefix}_01J00000000000000000000000` };
      expect((await ask(`POST /v1/${noun}/{id}/calendar`, { params })).status).toBe(404);
      expect((await ask(`DELETE /v1/${noun}/{id}/calendar`, { params })).status).toBe(404);
    }
  });

  it('shows what is next where there are too many shifts for one answer', async () => {
    const { ask, ada, ben, primary, read, create } = await withSchedules();
    const hourly = {
      name: 'Hourly',
      participants: [ada, ben],
      onCall: 2,
      rotation: { every: 'PT1H', handoff: '09:00', from: '2026-01-05' },
      restrictions: Array.from({ length: 20 }, (_, hour) => ({
        from: `${String(hour).padStart(2, '0')}:00`,
        to: `${String(hour).padStart(2, '0')}:30`,
      })),
    };
    await ask('PATCH /v1/schedules/{id}', { params: { id: primary }, body: { layers: [hourly] } });
    const { body } = await read(await create('schedules', primary));
    expect(starts(body)).toHaveLength(5_000);
    expect(starts(body)[0]).toBe('20260301T030000Z');
  });
});
