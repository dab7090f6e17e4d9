import type { incidentRoutes } from '#contract/incidents.ts';
import { fold } from '#domain/alert/joined.ts';
import { sameUlid } from '#domain/ids.ts';
import type { Move } from '#domain/incident/move.ts';
import { DEFAULT_SEVERITY } from '#domain/incident/open.ts';
import { type IncidentRecord, presentIncident } from '#domain/incident/record.ts';
import type { Actor, OpenIncidentInput } from '#domain/incident/schema.ts';
import { addNote } from '#operations/incident/addNote.ts';
import { findIncident, incidentIdOf } from '#operations/incident/findIncident.ts';
import { mergeIncident, moveIncident } from '#operations/incident/moveIncident.ts';
import { type OpenPorts, openIncident, requireService } from '#operations/incident/openIncident.ts';
import { patchIncident } from '#operations/incident/patchIncident.ts';
import { requirePlan } from '#operations/incident/prepare.ts';
import type { Operations } from './http/createApi.ts';

interface MoveRequest {
  params: { id: string };
  body: { reason?: string | undefined };
  actor: Actor;
}

/** What answers the routes of incidents. */
export function incidentOperations(ports: OpenPorts): Operations<typeof incidentRoutes> {
  const { incidents } = ports;
  const shown = (record: IncidentRecord) => ({ status: 200 as const, body: presentIncident(record) });

  const make = async ({ params, body, actor }: MoveRequest, move: Move) =>
    shown(
      await moveIncident(
        await incidentIdOf(params.id, incidents),
        move,
        { actor, reason: body.reason },
        ports,
      ),
    );

  const plain = (name: Exclude<Move['name'], 'resolve' | 'snooze'>) => (request: MoveRequest) =>
    make(request, { name });

  return {
    openIncident: async ({ body, actor, creationId }) => {
      const incidentId = sameUlid('inc', creationId);
      const opened = await openByHand(body, actor, incidentId, ports);
      const record = opened.record ?? (await findIncident(opened.incidentId, incidents));
      const created = opened.incidentId === incidentId;
      const body201 = { ...presentIncident(record), alertCount: opened.alertCount };
      return { status: created ? 201 : 200, body: body201 };
    },
    listIncidents: async ({ query: { limit, cursor, ...filter } }) => {
      const page = await incidents.list(filter, limit, cursor);
      return { status: 200, body: { ...page, items: page.items.map(presentIncident) } };
    },
    getIncident: async ({ params }) => shown(await findIncident(params.id, incidents)),
    changeIncident: async ({ params, body, actor, ifMatch }) => {
      const incidentId = await incidentIdOf(params.id, incidents);
      return shown(await patchIncident(incidentId, body, { actor, reason: body.reason }, ifMatch, ports));
    },
    acknowledgeIncident: plain('acknowledge'),
    unacknowledgeIncident: plain('unacknowledge'),
    mitigateIncident: plain('mitigate'),
    resolveIncident: (request) =>
      make(request, { name: 'resolve', summary: request.body.summary, cause: request.body.cause }),
    reopenIncident: plain('reopen'),
    closeIncident: plain('close'),
    cancelIncident: plain('cancel'),
    escalateIncident: plain('escalate'),
    snoozeIncident: (request) => make(request, { name: 'snooze', for: request.body.for }),
    mergeIncident: async ({ params, body, actor }) => {
      const [from, into] = await Promise.all([
        incidentIdOf(params.id, incidents),
        incidentIdOf(body.into, incidents),
      ]);
      return shown(await mergeIncident(from, into, { actor, reason: body.reason }, ports));
    },
    listTimeline: async ({ params, query }) => {
      const { id } = await findIncident(params.id, incidents);
      return { status: 200, body: await incidents.timeline(id, query.limit, query.cursor) };
    },
    addNote: async ({ params, body, actor, creationId }) => {
      const id = sameUlid('evt', creationId);
      const incidentId = await incidentIdOf(params.id, incidents);
      return { status: 201, body: await addNote(incidentId, { id, text: body.text }, actor, ports) };
    },
    listNotifications: async ({ params, query }) => {
      const { id } = await findIncident(params.id, incidents);
      return { status: 200, body: await incidents.notifications(id, query.limit, query.cursor) };
    },
    listAlerts: async ({ params, query }) => {
      const { id } = await findIncident(params.id, incidents);
      return { status: 200, body: await incidents.alerts(id, query.limit, query.cursor) };
    },
  };
}

async function openByHand(input: OpenIncidentInput, actor: Actor, incidentId: string, ports: OpenPorts) {
  const [service, plan] = await Promise.all([
    requireService(input.serviceId, ports.organisation),
    requirePlan(input.planId, ports.organisation),
  ]);
  const at = ports.clock.now().toISOString();
  const signal = {
    id: sameUlid('alr', incidentId),
    at: input.startedAt ?? at,
    source: 'api' as const,
    origin: actor.name,
    summary: input.title,
    severity: input.severity ?? DEFAULT_SEVERITY,
  };
  return openIncident(
    {
      incidentId,
      report: {
        title: input.title,
        description: input.description,
        severity: input.severity,
        impact: input.impact,
        category: input.category,
        dedupKey: input.dedupKey ?? incidentId,
        source: 'api',
        startedAt: input.startedAt ?? at,
        actor,
        serviceReason: input.serviceId
          ? `The request names ${service.name}.`
          : 'The request names no service: the default one.',
      },
      service,
      plan,
      triggeredAt: at,
      joined: fold([signal]),
      alerts: [{ ...signal, count: 1 }],
    },
    ports,
  );
}
