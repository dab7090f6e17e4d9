import type { Alert } from '#domain/alert/schema.ts';
import type { Change, EventDraft } from '#domain/incident/change.ts';
import { matches } from '#domain/incident/filter.ts';
import { pointerEffects } from '#domain/incident/pointer.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { isFinal } from '#domain/incident/status.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { StepProgress } from '#domain/runbook/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import type { Claim, IncidentStore } from '#operations/incident/store.ts';
import type { Ids, Page } from '#operations/ports.ts';

type Pointer = Partial<Omit<Claim, 'predecessorId'>> & { predecessorId?: string; triggeredAt: string };

/** The incidents in memory: the twin of the table for tests, held to the same contract. */
export function memoryIncidentStore(ids: Ids): IncidentStore {
  const incidents = new Map<string, IncidentRecord>();
  const pointers = new Map<string, Pointer>();
  const events = new Map<string, TimelineEvent[]>();
  const notifications = new Map<string, Map<string, Notification>>();
  const alerts = new Map<string, Alert[]>();
  const steps = new Map<string, StepProgress[]>();
  let lastNumber = 0;

  const pointerKey = (serviceId: string, dedupKey: string) => JSON.stringify([serviceId, dedupKey]);

  function write(
    record: IncidentRecord,
    at: string,
    drafts: EventDraft[],
    joined: Alert[],
    changed: StepProgress[],
  ): void {
    incidents.set(record.id, structuredClone(record));
    const written = drafts.map((draft) => ({
      id: ids.next('evt'),
      incidentId: record.id,
      revision: record.revision,
      at,
      ...draft,
    }));
    events.set(record.id, [...(events.get(record.id) ?? []), ...written]);
    const others = (alerts.get(record.id) ?? []).filter(
      (one) => !joined.some((alert) => alert.id === one.id),
    );
    steps.set(record.id, [
      ...(steps.get(record.id) ?? []).filter(({ key }) => !changed.some((one) => one.key === key)),
      ...changed,
    ]);
    alerts.set(
      record.id,
      [...others, ...joined].sort((a, b) => `${a.at}#${a.id}`.localeCompare(`${b.at}#${b.id}`)),
    );
  }

  function apply(change: Change): void {
    write(change.after, change.at, change.events, change.alerts, change.steps);
    const rows = notifications.get(change.after.id) ?? new Map<string, Notification>();
    for (const row of change.notifications) {
      const order = [
        String(row.pass).padStart(3, '0'),
        String(row.level).padStart(2, '0'),
        row.contactId,
        row.channel,
        String(row.attempt).padStart(2, '0'),
      ];
      rows.set(order.join('#'), row);
    }
    notifications.set(change.after.id, rows);
    const effects = pointerEffects(change);
    for (const { serviceId, dedupKey } of effects?.references ?? []) {
      const key = pointerKey(serviceId, dedupKey);
      const pointer = pointers.get(key);
      if (!effects || !pointer || pointer.incidentId !== change.after.id) continue;
      const { effect } = effects;
      if (effect.kind === 'release')
        pointers.set(key, { predecessorId: change.after.id, triggeredAt: pointer.triggeredAt });
      else if (effect.kind === 'redirect')
        Object.assign(pointer, { incidentId: effect.incidentId, phase: 'open' });
      else pointer.phase = effect.phase;
    }
  }

  return {
    async claim({ serviceId, dedupKey, incidentId, joined, triggeredAt }) {
      const key = pointerKey(serviceId, dedupKey);
      const pointer: Pointer = { ...pointers.get(key), triggeredAt };
      pointer.incidentId ??= incidentId;
      pointer.alertCount = (pointer.alertCount ?? 0) + joined.count;
      pointers.set(key, pointer);
      return {
        incidentId: pointer.incidentId,
        opened: pointer.opened ?? false,
        phase: pointer.phase ?? 'open',
        alertCount: pointer.alertCount,
        predecessorId: pointer.predecessorId ?? null,
      };
    },
    async release(serviceId, dedupKey, incidentId) {
      const key = pointerKey(serviceId, dedupKey);
      const pointer = pointers.get(key);
      if (!pointer || pointer.incidentId !== incidentId || pointer.opened) return;
      pointers.set(key, { predecessorId: incidentId, triggeredAt: pointer.triggeredAt });
    },
    async findOpen(serviceId, dedupKey) {
      const pointer = pointers.get(pointerKey(serviceId, dedupKey));
      if (!pointer?.opened || !pointer.incidentId) return undefined;
      return { incidentId: pointer.incidentId, triggeredAt: pointer.triggeredAt };
    },
    async lastTriggered(serviceId, dedupKey) {
      return pointers.get(pointerKey(serviceId, dedupKey))?.triggeredAt;
    },
    async nextNumber() {
      lastNumber += 1;
      return lastNumber;
    },
    async create({ record, events: drafts, steps: requested }, joined) {
      const pointer = pointers.get(pointerKey(record.serviceId, record.dedupKey));
      if (incidents.has(record.id) || pointer?.incidentId !== record.id) return 'exists';
      write(record, record.openedAt, drafts, joined, requested);
      pointer.opened = true;
      pointer.phase = 'open';
      return 'created';
    },
    async get(incidentId) {
      return structuredClone(incidents.get(incidentId));
    },
    async findByNumber(number) {
      return [...incidents.values()].find((record) => record.number === number)?.id;
    },
    async commit(...changes) {
      const lost = changes.some(({ before }) => incidents.get(before.id)?.revision !== before.revision);
      if (lost) return 'conflict';
      for (const change of changes) apply(change);
      return 'committed';
    },
    async list(filter, limit, cursor) {
      const found = [...incidents.values()]
        .filter((record) => matches(record, filter))
        .sort((a, b) => `${b.openedAt}#${b.id}`.localeCompare(`${a.openedAt}#${a.id}`));
      return pageOf(found, limit, cursor);
    },
    timeline: async (incidentId, limit, cursor) => pageOf(events.get(incidentId) ?? [], limit, cursor),
    notifications: async (incidentId, limit, cursor) => pageOf(rowsOf(incidentId), limit, cursor),
    alerts: async (incidentId, limit, cursor) => pageOf(alerts.get(incidentId) ?? [], limit, cursor),
    steps: async (incidentId) => structuredClone(steps.get(incidentId) ?? []),
    pendingNotifications: async (incidentId) => rowsOf(incidentId).filter((row) => row.state === 'pending'),
    async *listOpen() {
      for (const record of incidents.values()) if (!isFinal(record.status)) yield structuredClone(record);
    },
  };

  function rowsOf(incidentId: string): Notification[] {
    const rows = notifications.get(incidentId) ?? new Map<string, Notification>();
    return [...rows].sort(([a], [b]) => a.localeCompare(b)).map(([, row]) => row);
  }
}

function pageOf<Item>(items: Item[], limit: number, cursor: string | undefined): Page<Item> {
  const start = Number(cursor ?? 0);
  const end = start + limit;
  return {
    items: structuredClone(items.slice(start, end)),
    nextCursor: end < items.length ? String(end) : null,
  };
}
