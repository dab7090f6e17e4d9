import { memoryBundles } from '#adapters/memory/bundles.ts';
import { memoryClockStore } from '#adapters/memory/clocks.ts';
import { memoryIncidentStore } from '#adapters/memory/incidents.ts';
import { memoryTurns } from '#adapters/memory/turns.ts';
import type { Channel, Contact } from '#domain/contact/schema.ts';
import type { ClockPlan } from '#domain/incident/clock.ts';
import type { Report } from '#domain/incident/report.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { ClockPorts, StageEntered } from '#operations/clock/runStage.ts';
import type { OpenPorts } from '#operations/incident/openIncident.ts';
import type { Executions } from '#operations/incident/store.ts';
import type { Ids } from '#operations/ports.ts';
import { organisationOf } from './sampleOrganisation.ts';

export const START = new Date('2026-03-01T03:00:00.000Z');
export const alice: Actor = { type: 'key', id: 'key_1', name: 'Alice' };

/** A page as the channel got it. */
interface SentPage {
  at: number;
  channel: Channel;
  contactId: string;
  text: string;
  subject: string;
}

/** What an execution was told. */
type Told =
  | { kind: 'started'; plan: ClockPlan }
  | { kind: 'succeeded'; taskToken: string; plan: ClockPlan }
  | { kind: 'failed'; taskToken: string; error: string };

/** Muster's operations over memory and a clock that stands still until somebody sleeps. */
export function newWorld(organisation = organisationOf({})) {
  let now = START.getTime();
  let lastId = 0;
  const ids: Ids = {
    next: (prefix) => {
      lastId += 1;
      return `${prefix}_${String(lastId).padStart(26, '0')}`;
    },
  };
  const sent: SentPage[] = [];
  const told: Told[] = [];
  const running = new Set<string>();
  const refusedChannels = new Set<string>();
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const executions: Executions = {
    start: async (plan) => {
      told.push({ kind: 'started', plan });
      running.add(`${plan.incidentId}-${plan.epoch}`);
    },
    succeed: async (taskToken, plan) => {
      told.push({ kind: 'succeeded', taskToken, plan });
    },
    fail: async (taskToken, error) => {
      told.push({ kind: 'failed', taskToken, error });
    },
    stop: async ({ incidentId, epoch }) => {
      running.delete(`${incidentId}-${epoch}`);
    },
    listRunning: async () =>
      [...running].map((name) => {
        const [incidentId = '', epoch] = name.split('-');
        return { incidentId, epoch: Number(epoch) };
      }),
  };
  const pager = {
    send: async (channel: Channel, contact: Contact, page: { subject: string; text: string }) => {
      if (refusedChannels.has(`${contact.id}#${channel}`)) throw new Error('The channel is down.');
      sent.push({ at: now, channel, contactId: contact.id, ...page });
      return { messageId: `message-${sent.length}` };
    },
  };
  const ports: OpenPorts & ClockPorts = {
    incidents: memoryIncidentStore(ids),
    clocks: memoryClockStore(),
    executions,
    organisation,
    turns: memoryTurns(),
    bundles: memoryBundles(),
    pager,
    links: { acknowledge: async (_incident, contactId) => `https://muster.example/a/${contactId.slice(-3)}` },
    clock,
    ids,
    log: { info: () => undefined, error: () => undefined },
  };
  return {
    ports,
    sent,
    told,
    running,
    refusedChannels,
    /** Moves the clock, in milliseconds. */
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export type World = ReturnType<typeof newWorld>;

/** A report as a tool would make it. */
export function reportOf(changes: Partial<Report> = {}): Report {
  return {
    title: 'Checkout is down',
    description: null,
    severity: 'critical',
    impact: null,
    category: 'availability',
    dedupKey: 'checkout',
    source: 'events',
    startedAt: START.toISOString(),
    actor: { type: 'integration', id: null, name: 'probe' },
    serviceReason: 'The request names Payments.',
    ...changes,
  };
}

/** What a state of the execution hands over. */
export function entered(world: World, plan: ClockPlan, changes: Partial<StageEntered> = {}): StageEntered {
  return {
    stage: plan.stage,
    incidentId: plan.incidentId,
    epoch: plan.epoch,
    waits: plan.waits,
    taskToken: `token-${plan.stage}-${world.told.length}`,
    enteredAt: world.ports.clock.now().toISOString(),
    ...changes,
  };
}
