import { describe, expect, it } from 'vitest';
import { configurationApi } from '#test/support/configurationApi.ts';

const HOUR = 3600_000;
const UNKNOWN = '01J00000000000000000000000';
const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 2, day, hour)).toISOString();

/** Ada and Ben in daily turns from 09:00 UTC, Ada's first on 1 March; Cy beside them. It is 1 March, 03:00. */
async function withSchedule() {
  const api = configurationApi();
  const { ask } = api;
  const contact = async (name: string) =>
    (await ask('POST /v1/contacts', { body: { name, phone: '+12025550123' } })).body.id;
  const [ada, ben, cy] = [await contact('Ada'), await contact('Ben'), await contact('Cy')];
  const input = {
    name: 'Primary',
    timeZone: 'UTC',
    layers: [
      {
        name: 'Daily',
        participants: [ada, ben],
        rotation: { every: 'P1D', handoff: '09:00', from: '2026-03-01' },
      },
    ],
  };
  const { body: schedule } = await ask('POST /v1/schedules', { body: input });
  const params = { id: schedule.id };
  const override = async (body: object) =>
    (await ask('POST /v1/schedules/{id}/overrides', { params, body })).body;
  const shifts = async (query?: Record<string, string>) =>
    (await ask('GET /v1/schedules/{id}/shifts', { params, ...(query ? { query } : {}) })).body.items;
  const onCall = async (instant: string) =>
    (await ask('GET /v1/schedules/{id}/on-call', { params, query: { at: instant } })).body;
  return { ...api, ada, ben, cy, input, schedule, params, override, shifts, onCall };
}

describe('a schedule', () => {
  it('is created, shown, listed, replaced, changed and deleted', async () => {
    const { ask, ada, input, schedule, params } = await withSchedule();
    expect(schedule).toMatchObject({ name: 'Primary', key: null, teamId: null });
    expect((await ask('GET /v1/schedules/{id}', { params })).body).toEqual(schedule);
    expect((await ask('GET /v1/schedules')).body.items).toEqual([schedule]);
    const alone = [{ ...input.layers[0], participants: [ada] }];
    const replaced = await ask('PUT /v1/schedules/{id}', { params, body: { ...input, layers: alone } });
    expect(replaced.body).toMatchObject({ layers: [{ participants: [ada] }], etag: '"2"' });
    const changed = await ask('PATCH /v1/schedules/{id}', { params, body: { timeZone: 'Europe/Berlin' } });
    expect(changed.body).toMatchObject({ timeZone: 'Europe/Berlin', layers: [{ participants: [ada] }] });
    expect((await ask('DELETE /v1/schedules/{id}', { params })).status).toBe(204);
    expect((await ask('GET /v1/schedules/{id}', { params })).status).toBe(404);
  });

  it('has people and a team who exist, and keeps them from being deleted', async () => {
    const { ask, ada, ben, input, schedule } = await withSchedule();
    const layers = [{ ...input.layers[0], participants: [ada, `ctc_${UNKNOWN}`] }];
    for (const [body, path] of [
      [{ ...input, layers }, 'layers.0.participants.1'],
      [{ ...input, teamId: `team_${UNKNOWN}` }, 'teamId'],
    ] as const) {
      const refused = await ask('POST /v1/schedules', { body });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    }
    expect(await ask('DELETE /v1/contacts/{id}', { params: { id: ben } })).toMatchObject({
      status: 409,
      body: { code: 'in-use', by: [{ type: 'schedule', id: schedule.id, name: 'Primary' }] },
    });
  });
});

describe('who is on call', () => {
  it('is told for now, or for an instant, with until when', async () => {
    const { ask, ada, ben, params, onCall, pass } = await withSchedule();
    pass(6 * HOUR);
    const { body } = await ask('GET /v1/schedules/{id}/on-call', { params });
    expect(body).toEqual({
      at: at(1, 9),
      onCall: [{ contactId: ada, layer: 'Daily', until: at(2, 9) }],
      off: [],
    });
    expect(await onCall(at(2, 9))).toMatchObject({ onCall: [{ contactId: ben, until: at(3, 9) }] });
  });

  it('is whom overrides and leaves leave, with who is off and why', async () => {
    const { ask, ada, ben, cy, override, onCall } = await withSchedule();
    const leave = [{ from: at(2), to: at(3), substituteId: cy }];
    await ask('PATCH /v1/contacts/{id}', { params: { id: ben }, body: { leave } });
    const { id } = await override({
      action: 'replace',
      contactId: ben,
      replaces: ada,
      from: at(3, 9),
      to: at(4),
    });
    expect(await onCall(at(2, 10))).toMatchObject({
      onCall: [{ contactId: cy, override: { kind: 'leave', instead: ben } }],
      off: [{ contactId: ben, override: { kind: 'leave' } }],
    });
    expect(await onCall(at(3, 10))).toMatchObject({
      onCall: [{ contactId: ben, until: at(4), override: { kind: 'override', id } }],
      off: [{ contactId: ada, override: { id } }],
    });
  });

  it('is not told of what does not exist, or before there was anything', async () => {
    const { ask, params } = await withSchedule();
    const unknown = { id: `sch_${UNKNOWN}` };
    for (const what of ['on-call', 'shifts', 'gaps', 'overrides']) {
      expect((await ask(`GET /v1/schedules/{id}/${what}`, { params: unknown })).status).toBe(404);
    }
    const refused = await ask('GET /v1/schedules/{id}/on-call', {
      params,
      query: { at: '1968-12-24T00:00:00Z' },
    });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'at' }] } });
  });
});

describe('shifts and gaps', () => {
  it('are those of the next 14 days', async () => {
    const { ask, ada, ben, params, shifts } = await withSchedule();
    const items = await shifts();
    expect(items).toHaveLength(14);
    expect(items[0]).toEqual({ contactId: ada, layer: 'Daily', from: at(1, 9), to: at(2, 9) });
    expect(items.at(-1)).toEqual({ contactId: ben, layer: 'Daily', from: at(14, 9), to: at(15, 3) });
    const gaps = await ask('GET /v1/schedules/{id}/gaps', { params });
    expect(gaps.body).toEqual({ items: [{ from: at(1, 3), to: at(1, 9) }], nextCursor: null });
  });

  it('show the overrides and leaves of the span that is asked for', async () => {
    const { ask, ben, cy, params, override, shifts } = await withSchedule();
    const query = { from: at(2, 9), to: at(3, 9) };
    const { id } = await override({ action: 'remove', contactId: ben, from: at(2, 12), to: at(2, 18) });
    const leave = [{ from: at(3), to: at(4), substituteId: cy }];
    await ask('PATCH /v1/contacts/{id}', { params: { id: ben }, body: { leave } });
    expect(await shifts(query)).toMatchObject([
      { contactId: ben, from: at(2, 9), to: at(2, 12) },
      { contactId: ben, from: at(2, 18), to: at(3) },
      { contactId: cy, from: at(3), to: at(3, 9), override: { kind: 'leave', instead: ben } },
    ]);
    const gaps = await ask('GET /v1/schedules/{id}/gaps', { params, query });
    expect(gaps.body.items).toEqual([{ from: at(2, 12), to: at(2, 18) }]);
    await ask('DELETE /v1/schedules/{id}/overrides/{overrideId}', {
      params: { ...params, overrideId: id },
    });
    expect((await ask('GET /v1/schedules/{id}/gaps', { params, query })).body.items).toEqual([]);
  });

  it.each([
    ['an end before the beginning', { from: at(2), to: at(1) }],
    ['an end that has passed', { to: at(1) }],
    ['nothing', { from: at(2), to: at(2) }],
    [
      'more than 400 days',
      { from: at(1), to: new Date(Date.parse(at(1)) + 400 * 24 * HOUR + 1).toISOString() },
    ],
  ])('of %s are refused', async (_what, query) => {
    const { ask, params, input } = await withSchedule();
    for (const refused of [
      await ask('GET /v1/schedules/{id}/shifts', { params, query }),
      await ask('GET /v1/schedules/{id}/gaps', { params, query }),
      await ask('POST /v1/schedules/preview', { query, body: input }),
    ]) {
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'to' }] } });
    }
  });

  it('of 400 days are shown, and refused where they are too many for one answer', async () => {
    const { ask, ada, ben, cy, input, params, shifts } = await withSchedule();
    const query = { from: at(1), to: new Date(Date.parse(at(1)) + 400 * 24 * HOUR).toISOString() };
    expect(await shifts(query)).toHaveLength(400);
    const hourly = {
      ...input.layers[0],
      participants: [ada, ben, cy],
      onCall: 2,
      rotation: { every: 'PT1H', handoff: '09:00', from: '2026-03-01' },
      restrictions: Array.from({ length: 20 }, (_, hour) => ({
        from: `${String(hour).padStart(2, '0')}:00`,
        to: `${String(hour).padStart(2, '0')}:30`,
      })),
    };
    await ask('PUT /v1/schedules/{id}', { params, body: { ...input, layers: [hourly] } });
    const refused = await ask('GET /v1/schedules/{id}/shifts', { params, query });
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([{ path: 'to' }]);
    expect((await ask('GET /v1/schedules/{id}/shifts', { params })).status).toBe(200);

    const layers = Array.from({ length: 12 }, () => hourly);
    for (const refusedToo of [
      await ask('POST /v1/schedules/preview', { query, body: { ...input, layers } }),
      await ask('POST /v1/schedules/preview', { query, body: { ...input, layers: [hourly] } }),
    ]) {
      expect(refusedToo.status).toBe(400);
      expect(refusedToo.body.errors).toMatchObject([{ path: 'to' }]);
    }
  });
});

describe('a preview', () => {
  it('is what the schedule would come to, and saves nothing', async () => {
    const { ask, ada, input, params, shifts, audit } = await withSchedule();
    const changes = audit.length;
    const query = { from: at(1), to: at(8) };
    const { body } = await ask('POST /v1/schedules/preview', { query, body: input, scopes: 'read' });
    const gaps = (await ask('GET /v1/schedules/{id}/gaps', { params, query })).body.items;
    expect(body).toEqual({ shifts: await shifts(query), gaps });
    const alone = { ...input, layers: [{ ...input.layers[0], participants: [ada] }] };
    const other = await ask('POST /v1/schedules/preview', { query, body: alone });
    expect(other.body).toMatchObject({ shifts: [{ contactId: ada, from: at(1, 9), to: at(8) }] });
    expect(audit).toHaveLength(changes);
    expect((await ask('GET /v1/schedules')).body.items).toHaveLength(1);
  });

  it('knows the leaves of its people, and takes people who do not exist yet', async () => {
    const { ask, ben, input } = await withSchedule();
    await ask('PATCH /v1/contacts/{id}', {
      params: { id: ben },
      body: { leave: [{ from: at(2), to: at(20) }] },
    });
    const nobody = `ctc_${UNKNOWN}`;
    const layers = [{ ...input.layers[0], participants: [nobody, ben] }];
    const { body } = await ask('POST /v1/schedules/preview', {
      query: { from: at(1, 9), to: at(3, 9) },
      body: { ...input, layers },
    });
    expect(body).toEqual({
      shifts: [{ contactId: nobody, layer: 'Daily', from: at(1, 9), to: at(2, 9) }],
      gaps: [{ from: at(2, 9), to: at(3, 9) }],
    });
  });

  it('is refused for what would be refused as a schedule', async () => {
    const { ask, input } = await withSchedule();
    const refused = await ask('POST /v1/schedules/preview', { body: { ...input, timeZone: 'Mars/Olympus' } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'timeZone' }] } });
  });
});

describe('an override', () => {
  it('is added by who responds, shown and taken back, and written down', async () => {
    const { ask, cy, schedule, params, audit } = await withSchedule();
    const body = { action: 'add', contactId: cy, from: '2026-03-02T10:00:00+01:00', to: at(3) };
    const scopes = 'respond';
    const added = await ask('POST /v1/schedules/{id}/overrides', { params, body, scopes });
    expect(added).toMatchObject({ status: 201, body: { ...body, from: at(2, 9), createdAt: at(1, 3) } });
    const list = await ask('GET /v1/schedules/{id}/overrides', { params });
    expect(list.body).toEqual({ items: [added.body], nextCursor: null });
    expect(audit.at(-1)).toMatchObject({
      action: 'created',
      target: { type: 'schedule-override', id: added.body.id, name: 'Primary' },
      before: null,
      after: { scheduleId: schedule.id, contactId: cy },
    });

    const one = { params: { ...params, overrideId: added.body.id }, scopes };
    expect((await ask('DELETE /v1/schedules/{id}/overrides/{overrideId}', one)).status).toBe(204);
    expect(audit.at(-1)).toMatchObject({ action: 'deleted', before: { contactId: cy }, after: null });
    expect((await ask('DELETE /v1/schedules/{id}/overrides/{overrideId}', one)).status).toBe(404);
    expect((await ask('GET /v1/schedules/{id}/overrides', { params })).body.items).toEqual([]);
    expect((await ask('POST /v1/schedules/{id}/overrides', { params, body, scopes: 'read' })).status).toBe(
      403,
    );
  });

  it('is added once, however often the same request comes', async () => {
    const { ask, cy, params, audit } = await withSchedule();
    const request = {
      params,
      headers: { 'idempotency-key': 'swap' },
      body: { action: 'add', contactId: cy, from: at(2), to: at(3) },
    };
    const first = await ask('POST /v1/schedules/{id}/overrides', request);
    const changes = audit.length;
    expect(await ask('POST /v1/schedules/{id}/overrides', request)).toEqual(first);
    expect((await ask('GET /v1/schedules/{id}/overrides', { params })).body.items).toEqual([first.body]);
    expect(audit).toHaveLength(changes);
  });

  it('is listed as long as it is not over, or as the span says', async () => {
    const { ask, cy, params, override, pass } = await withSchedule();
    const [late, early] = [
      await override({ action: 'add', contactId: cy, from: at(1), to: at(5) }),
      await override({ action: 'add', contactId: cy, from: at(1), to: at(2) }),
    ];
    const list = async (query?: Record<string, string>) =>
      (await ask('GET /v1/schedules/{id}/overrides', { params, ...(query ? { query } : {}) })).body;
    expect((await list()).items).toEqual([early, late]);
    const page = await list({ limit: '1' });
    expect(page.items).toEqual([early]);
    expect(await list({ cursor: page.nextCursor ?? '' })).toEqual({ items: [late], nextCursor: null });
    pass(24 * HOUR);
    expect((await list()).items).toEqual([late]);
    expect((await list({ from: at(1) })).items).toEqual([early, late]);
    expect((await list({ from: at(1), to: at(1) })).items).toEqual([]);
  });

  it('names people and a schedule that exist', async () => {
    const { ask, cy, params } = await withSchedule();
    const span = { from: at(2), to: at(3) };
    for (const [body, path] of [
      [{ action: 'add', contactId: `ctc_${UNKNOWN}`, ...span }, 'contactId'],
      [{ action: 'replace', contactId: cy, replaces: `ctc_${UNKNOWN}`, ...span }, 'replaces'],
      [{ action: 'replace', contactId: cy, ...span }, 'replaces'],
      [{ action: 'add', contactId: cy, from: at(3), to: at(2) }, 'to'],
    ] as const) {
      const refused = await ask('POST /v1/schedules/{id}/overrides', { params, body });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path }] } });
    }
    const nowhere = { id: `sch_${UNKNOWN}` };
    const body = { action: 'add', contactId: cy, ...span };
    expect((await ask('POST /v1/schedules/{id}/overrides', { params: nowhere, body })).status).toBe(404);
  });

  it('is one of at most 500 that are not over', async () => {
    const { ask, cy, params, override, pass } = await withSchedule();
    const body = { action: 'add', contactId: cy, from: at(1), to: at(2) };
    for (let count = 0; count < 500; count += 1) await override(body);
    const refused = await ask('POST /v1/schedules/{id}/overrides', { params, body });
    expect(refused).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    pass(24 * HOUR);
    const later = { ...body, to: at(3) };
    expect((await ask('POST /v1/schedules/{id}/overrides', { params, body: later })).status).toBe(201);
  });

  it('keeps the people it names from being deleted until it is over', async () => {
    const { ask, cy, ben, params, override, pass } = await withSchedule();
    const { id } = await override({ action: 'add', contactId: cy, from: at(1), to: at(2) });
    const refused = await ask('DELETE /v1/contacts/{id}', { params: { id: cy } });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'in-use', by: [{ type: 'schedule-override', id, name: 'Primary' }] },
    });
    pass(24 * HOUR);
    expect((await ask('DELETE /v1/contacts/{id}', { params: { id: cy } })).status).toBe(204);
    expect(
      (await ask('GET /v1/schedules/{id}/on-call', { params, query: { at: at(2, 10) } })).body,
    ).toMatchObject({
      onCall: [{ contactId: ben }],
    });
  });

  it('belongs to its own schedule and no other', async () => {
    const { ask, cy, input, override } = await withSchedule();
    const { id: overrideId } = await override({ action: 'add', contactId: cy, from: at(2), to: at(3) });
    const { id } = (await ask('POST /v1/schedules', { body: { ...input, name: 'Secondary' } })).body;
    const removed = await ask('DELETE /v1/schedules/{id}/overrides/{overrideId}', {
      params: { id, overrideId },
    });
    expect(removed.status).toBe(404);
  });
});
