import { beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '#domain/alert/schema.ts';
import { changeOf } from '#domain/incident/change.ts';
import { decideMerge } from '#domain/incident/merge.ts';
import { decideMove, type Move } from '#domain/incident/move.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import { untouched } from '#domain/runbook/states.ts';
import type { IncidentStore } from '#operations/incident/store.ts';
import type { Ids, Page } from '#operations/ports.ts';
import { incidentOf } from '../incidents.ts';
import { ada, ben } from '../sampleOrganisation.ts';
import { alice, START } from '../world.ts';

const FIRST = START.toISOString();
const LATER = new Date(START.getTime() + 60_000).toISOString();
const asked = { actor: alice, now: START };
const opened = { type: 'incident.opened' as const, actor: alice, data: { title: 'Checkout is down' } };
const resolve: Move = { name: 'resolve', summary: 'Rolled back', cause: null };

/**
 * What every incident store must do. Each test works on a service and on ids of its own, so that the store may
 * hold other incidents too.
 *
 * @param open gives a store and what makes ids for it
 */
export function incidentStoreContract(open: () => { store: IncidentStore; ids: Ids }): void {
  describe('an incident store', () => {
    let store: IncidentStore;
    let ids: Ids;
    let serviceId: string;

    beforeEach(() => {
      ({ store, ids } = open());
      serviceId = ids.next('svc');
    });

    const claim = (incidentId: string, count = 1, triggeredAt = FIRST, dedupKey = 'checkout') =>
      store.claim({ serviceId, dedupKey, incidentId, joined: { count, signals: [] }, triggeredAt });

    async function recordOf(changes: Partial<IncidentRecord> = {}): Promise<IncidentRecord> {
      const { dedupKey = 'checkout' } = changes;
      return incidentOf({
        id: ids.next('inc'),
        number: await store.nextNumber(),
        serviceId,
        dedupReferences: [{ serviceId, dedupKey, alertCount: 1 }],
        ...changes,
      });
    }

    /** Claims a key and writes its incident. */
    async function create(changes: Partial<IncidentRecord> = {}): Promise<IncidentRecord> {
      const record = await recordOf(changes);
      await claim(record.id, 1, FIRST, record.dedupKey);
      expect(await store.create({ record: record, events: [opened], steps: [] }, [])).toBe('created');
      return record;
    }

    async function commit(record: IncidentRecord, move: Move): Promise<IncidentRecord> {
      const change = decideMove(record, move, asked);
      expect(await store.commit(change)).toBe('committed');
      return change.after;
    }

    /** Reads a list to its end, page by page. */
    async function all<Item>(page: (cursor: string | undefined) => Promise<Page<Item>>, limit = 100) {
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const part = await page(cursor);
        expect(part.items.length).toBeLessThanOrEqual(limit);
        items.push(...part.items);
        cursor = part.nextCursor ?? undefined;
      } while (cursor);
      return items;
    }

    describe('a dedup key', () => {
      it('belongs to the first that asks, however often it asks', async () => {
        const first = ids.next('inc');
        const fresh = { incidentId: first, opened: false, phase: 'open', predecessorId: null };
        expect(await claim(first)).toEqual({ ...fresh, alertCount: 1 });
        expect(await claim(first)).toMatchObject(fresh);
        expect(await claim(ids.next('inc'))).toMatchObject(fresh);
      });

      it('belongs to one of many that ask at once', async () => {
        const claims = await Promise.all(Array.from({ length: 8 }, () => claim(ids.next('inc'))));
        expect(new Set(claims.map((one) => one.incidentId)).size).toBe(1);
      });

      it('counts the signals that it brings', async () => {
        const first = ids.next('inc');
        await claim(first, 3);
        expect((await claim(ids.next('inc'), 40)).alertCount).toBe(43);
      });

      it('is apart from the same key of another service, and from other keys', async () => {
        const first = await create();
        const other = ids.next('inc');
        expect((await claim(other, 1, FIRST, 'checkout ')).incidentId).toBe(other);
        serviceId = ids.next('svc');
        expect((await claim(other)).incidentId).toBe(other);
        expect(first.id).not.toBe(other);
      });

      it('says whether its incident is written, and when a signal last triggered it', async () => {
        const record = await recordOf();
        expect(await store.findOpen(serviceId, 'checkout')).toBeUndefined();
        await claim(record.id);
        expect(await store.findOpen(serviceId, 'checkout')).toBeUndefined();
        await store.create({ record: record, events: [opened], steps: [] }, []);
        expect(await claim(ids.next('inc'), 1, LATER)).toMatchObject({ incidentId: record.id, opened: true });
        expect(await store.findOpen(serviceId, 'checkout')).toEqual({
          incidentId: record.id,
          triggeredAt: LATER,
        });
      });

      it('knows that its incident is resolved, and that it is reopened', async () => {
        const record = await commit(await create(), resolve);
        expect((await claim(ids.next('inc'))).phase).toBe('resolved');
        await commit(record, { name: 'reopen' });
        expect((await claim(ids.next('inc'))).phase).toBe('open');
      });

      it.each([['cancel'], ['close']] as const)(
        'leads nowhere after a %s, and its next incident knows the one before',
        async (name) => {
          let record = await create({ category: 'availability' });
          if (name === 'close') record = await commit(record, resolve);
          await commit(record, { name });
          expect(await store.findOpen(serviceId, 'checkout')).toBeUndefined();
          expect(await store.lastTriggered(serviceId, 'checkout')).toBe(FIRST);
          const next = ids.next('inc');
          expect(await claim(next)).toEqual({
            incidentId: next,
            opened: false,
            phase: 'open',
            alertCount: 1,
            predecessorId: record.id,
          });
        },
      );

      it('is given back by a request that claimed it for an incident which is over', async () => {
        const record = await create();
        await commit(record, { name: 'cancel' });
        await claim(record.id);
        await store.release(serviceId, 'checkout', record.id);
        const next = ids.next('inc');
        expect(await claim(next)).toMatchObject({ incidentId: next, predecessorId: record.id });
      });

      it('is not given back while its incident is open, nor by another one', async () => {
        const record = await create();
        await store.release(serviceId, 'checkout', record.id);
        await store.release(serviceId, 'checkout', ids.next('inc'));
        expect((await claim(ids.next('inc'))).incidentId).toBe(record.id);
        await store.release(serviceId, 'never seen', record.id);
        expect(await store.lastTriggered(serviceId, 'never seen')).toBeUndefined();
      });

      it('leads to the other incident after a merge, and is free when that one is over', async () => {
        const source = await create();
        const into = await create({ dedupKey: 'cart' });
        const [ended, joined] = decideMerge(source, into, asked);
        expect(await store.commit(ended, joined)).toBe('committed');
        expect(await claim(ids.next('inc'))).toMatchObject({
          incidentId: into.id,
          opened: true,
          phase: 'open',
        });

        await commit(joined.after, { name: 'cancel' });
        const next = ids.next('inc');
        expect(await claim(next)).toMatchObject({ incidentId: next, predecessorId: into.id });
        expect(await claim(next, 1, FIRST, 'cart')).toMatchObject({
          incidentId: next,
          predecessorId: into.id,
        });
      });
    });

    describe('a new incident', () => {
      it('is found by its id and by its number, as it was written', async () => {
        const record = await create();
        expect(await store.get(record.id)).toEqual(record);
        expect(await store.findByNumber(record.number)).toBe(record.id);
        expect(await store.get(ids.next('inc'))).toBeUndefined();
        expect(await store.findByNumber(0)).toBeUndefined();
      });

      it('is written once, whoever else tries', async () => {
        const record = await create();
        const again = { ...record, number: await store.nextNumber(), title: 'Another title' };
        expect(await store.create({ record: again, events: [opened], steps: [] }, [])).toBe('exists');
        expect(await store.get(record.id)).toEqual(record);
        expect((await store.timeline(record.id, 100, undefined)).items).toHaveLength(1);
      });

      it('is written once by many that try at once', async () => {
        const record = await recordOf();
        await claim(record.id);
        const numbers = await Promise.all(Array.from({ length: 4 }, () => store.nextNumber()));
        expect(new Set(numbers).size).toBe(4);
        const outcomes = await Promise.all(
          numbers.map((number) =>
            store.create({ record: { ...record, number }, events: [opened], steps: [] }, []),
          ),
        );
        expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
        const written = await store.get(record.id);
        expect(await store.findByNumber(written?.number ?? 0)).toBe(record.id);
      });

      it('is not written where its key leads to another one', async () => {
        await create();
        const late = await recordOf();
        expect(await store.create({ record: late, events: [opened], steps: [] }, [])).toBe('exists');
        expect(await store.get(late.id)).toBeUndefined();
      });
    });

    describe('a change', () => {
      it('writes the incident and its events at once', async () => {
        const record = await create();
        const after = await commit(record, { name: 'acknowledge' });
        expect(await store.get(record.id)).toEqual(after);
        const [, told] = (await store.timeline(record.id, 100, undefined)).items;
        expect(told).toMatchObject({ type: 'incident.acknowledged', revision: 2, incidentId: record.id });
      });

      it('is refused when another one was written first, and leaves nothing behind', async () => {
        const record = await create();
        const first = await commit(record, { name: 'acknowledge' });
        const late = decideMove(record, resolve, asked);
        late.notifications.push(pageOf());
        late.alerts.push(alertOf('9', FIRST));
        expect(await store.commit(late)).toBe('conflict');
        expect(await store.get(record.id)).toEqual(first);
        expect((await store.timeline(record.id, 100, undefined)).items).toHaveLength(2);
        expect((await store.notifications(record.id, 100, undefined)).items).toEqual([]);
        expect((await store.alerts(record.id, 100, undefined)).items).toEqual([]);
        expect((await claim(ids.next('inc'))).phase).toBe('open');
      });

      it('wins alone among many at once', async () => {
        const record = await create();
        const moves: Move[] = [{ name: 'acknowledge' }, { name: 'mitigate' }, resolve, { name: 'cancel' }];
        const outcomes = await Promise.all(
          moves.map((move) => store.commit(decideMove(record, move, asked))),
        );
        expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
        expect((await store.get(record.id))?.revision).toBe(2);
      });

      it('of two incidents is written for both or for none', async () => {
        const source = await create();
        const into = await create({ dedupKey: 'cart' });
        const changes = decideMerge(source, into, asked);
        const moved = await commit(into, { name: 'acknowledge' });
        expect(await store.commit(...changes)).toBe('conflict');
        expect(await store.get(source.id)).toEqual(source);
        expect(await store.get(into.id)).toEqual(moved);
        expect((await claim(ids.next('inc'))).incidentId).toBe(source.id);
      });
    });

    const pageOf = (changes: Partial<Notification> = {}): Notification => ({
      at: FIRST,
      contactId: ada.id,
      channel: 'sms',
      level: 1,
      pass: 1,
      attempt: 1,
      state: 'pending',
      dueAt: FIRST,
      bundled: false,
      reason: 'Level 1 of pass 1 pages Ada.',
      ...changes,
    });
    const alertOf = (number: string, at: string): Alert => ({
      id: `alr_${number.padStart(26, '0')}`,
      at,
      source: 'events',
      origin: 'probe',
      summary: 'Errors',
      severity: 'high',
      count: 1,
    });

    it('keeps one row for each pass, level, contact and channel, in that order', async () => {
      const record = await create();
      const rows = [
        pageOf({ pass: 10 }),
        pageOf({ pass: 2, level: 10 }),
        pageOf({ pass: 2, level: 9, contactId: ben.id }),
        pageOf({ pass: 2, level: 9, contactId: ben.id, channel: null, state: 'skipped' }),
        pageOf({ pass: 2, level: 9, channel: 'email' }),
        pageOf({ pass: 2, level: 9 }),
      ];
      const intent = changeOf(record, START, {}, [], rows);
      await store.commit(intent);
      const sent = pageOf({ pass: 2, level: 9, state: 'sent', at: LATER });
      await store.commit(changeOf(intent.after, START, {}, [], [sent]));

      const read = await all((cursor) => store.notifications(record.id, 4, cursor), 4);
      expect(read.map((row) => [row.pass, row.level, row.contactId, row.channel])).toEqual([
        [2, 9, ada.id, 'email'],
        [2, 9, ada.id, 'sms'],
        [2, 9, ben.id, null],
        [2, 9, ben.id, 'sms'],
        [2, 10, ada.id, 'sms'],
        [10, 1, ada.id, 'sms'],
      ]);
      expect(read[1]).toEqual(sent);
      const pending = await store.pendingNotifications(record.id);
      expect(pending.map((row) => [row.pass, row.level, row.contactId])).toEqual([
        [2, 9, ada.id],
        [2, 9, ben.id],
        [2, 10, ada.id],
        [10, 1, ada.id],
      ]);
    });

    it('keeps the timeline in the order in which it was written, page by page', async () => {
      let record = await create();
      for (let round = 1; round <= 3; round += 1) {
        const note = (text: string) => ({ type: 'note.added' as const, actor: alice, data: { text } });
        const change = changeOf(record, START, {}, [note(`${round}a`), note(`${round}b`)]);
        await store.commit(change);
        record = change.after;
      }
      const events = await all((cursor) => store.timeline(record.id, 2, cursor), 2);
      expect(events.map((event) => [event.revision, event.data.text])).toEqual([
        [1, undefined],
        [2, '1a'],
        [2, '1b'],
        [3, '2a'],
        [3, '2b'],
        [4, '3a'],
        [4, '3b'],
      ]);
      expect(new Set(events.map((event) => event.id)).size).toBe(7);
    });

    it('keeps the id that an event has already', async () => {
      const record = await create();
      const id = ids.next('evt');
      await store.commit(changeOf(record, START, {}, [{ ...opened, id }]));
      expect((await store.timeline(record.id, 100, undefined)).items.at(-1)?.id).toBe(id);
    });

    it('keeps the signals that opened an incident and that joined it, by their time', async () => {
      const record = await recordOf();
      await claim(record.id);
      await store.create({ record: record, events: [opened], steps: [] }, [alertOf('2', LATER)]);
      const change = changeOf(record, START, {}, []);
      await store.commit({ ...change, alerts: [alertOf('3', LATER), alertOf('1', FIRST)] });
      const read = await all((cursor) => store.alerts(record.id, 2, cursor), 2);
      expect(read).toEqual([alertOf('1', FIRST), alertOf('2', LATER), alertOf('3', LATER)]);
    });

    it('keeps how far each step of the runbook is, as part of the change that brings it there', async () => {
      const record = await recordOf();
      await claim(record.id);
      const requested: StepProgress = {
        ...untouched('restart'),
        state: 'requested',
        run: 1,
        expiresAt: LATER,
      };
      await store.create({ record, events: [opened], steps: [requested] }, []);
      expect(await store.steps(record.id)).toEqual([requested]);

      const done: StepProgress = { ...requested, state: 'done', at: LATER, by: alice, expiresAt: null };
      const check: StepProgress = { ...untouched('check'), assigneeId: ada.id };
      const change = changeOf(record, START, {}, []);
      expect(await store.commit({ ...change, steps: [done, check] })).toBe('committed');
      expect(await store.commit({ ...change, steps: [requested] })).toBe('conflict');
      const steps = await store.steps(record.id);
      expect(steps.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual([check, done]);
    });

    describe('a list', () => {
      async function three(): Promise<IncidentRecord[]> {
        const openedAt = (minute: number) => new Date(START.getTime() + minute * 60_000).toISOString();
        const first = await create({ dedupKey: 'a', openedAt: openedAt(1), title: 'Checkout is down' });
        const second = await create({
          dedupKey: 'b',
          openedAt: openedAt(2),
          priority: 'P4',
          category: 'latency',
          description: 'The CART is slow',
        });
        const third = await create({ dedupKey: 'c', openedAt: openedAt(3), category: null, drill: true });
        return [
          first,
          await commit(second, { name: 'acknowledge' }),
          await commit(third, { name: 'cancel' }),
        ];
      }

      it('shows the newest first, page by page, nothing twice', async () => {
        const records = await three();
        const read = await all((cursor) => store.list({ serviceId }, 1, cursor), 1);
        expect(read).toEqual(records.toReversed());
        const whole = await store.list({ serviceId }, 100, undefined);
        expect(whole).toEqual({ items: records.toReversed(), nextCursor: null });
      });

      it.each([
        ['status open', { status: ['open' as const] }, [1, 0]],
        ['one status', { status: ['canceled' as const] }, [2]],
        ['several statuses', { status: ['acknowledged' as const, 'canceled' as const] }, [2, 1]],
        ['priority', { priority: ['P4' as const, 'P5' as const] }, [1]],
        ['category', { category: 'latency' }, [1]],
        ['drill', { drill: true }, [2]],
        ['no drill', { drill: false }, [1, 0]],
        ['from, which is in it', { from: new Date(START.getTime() + 120_000).toISOString() }, [2, 1]],
        ['to, which is not in it', { to: new Date(START.getTime() + 120_000).toISOString() }, [0]],
        [
          'from and to with an offset',
          { from: '2026-03-01T05:02:00+02:00', to: '2026-03-01T03:03:00Z' },
          [1],
        ],
        ['a part of the description in either case', { q: 'cart' }, [1]],
        ['all of them at once', { status: ['open' as const], category: 'latency', q: 'CHECKOUT' }, [1]],
        ['nothing that there is', { category: 'security' }, []],
      ])('is filtered by %s', async (_name, filter, expected) => {
        const records = await three();
        const read = await all((cursor) => store.list({ serviceId, ...filter }, 2, cursor), 2);
        expect(read.map((record) => records.findIndex((one) => one.id === record.id))).toEqual(expected);
      });

      it('finds an incident by its number', async () => {
        const [first] = await three();
        const read = await store.list({ serviceId, q: `#${first?.number} ` }, 100, undefined);
        expect(read.items).toEqual([first]);
      });
    });

    it('tells the sweeper of every incident that is not over, and of no other', async () => {
      const triggered = await create({ dedupKey: 'a' });
      const resolved = await commit(await create({ dedupKey: 'b' }), resolve);
      const canceled = await commit(await create({ dedupKey: 'c' }), { name: 'cancel' });
      const open = new Map<string, unknown>();
      for await (const incident of store.listOpen()) open.set(incident.id, incident);
      for (const { id, epoch, epochStartedAt, nextAt, status } of [triggered, resolved]) {
        expect(open.get(id)).toMatchObject({ id, epoch, epochStartedAt, nextAt, status });
      }
      expect(open.has(canceled.id)).toBe(false);
    });
  });
}
