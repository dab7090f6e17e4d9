import { ulidIds } from '#adapters/ids.ts';
import { memoryKeyStore } from '#adapters/memory/apiKeys.ts';
import { memoryAuditLog } from '#adapters/memory/audit.ts';
import { memoryConfigurationStore } from '#adapters/memory/configuration.ts';
import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import { memoryPlanExercises } from '#adapters/memory/planExercises.ts';
import { memoryRejectedPayloads } from '#adapters/memory/rejectedPayloads.ts';
import { memorySettingsStore } from '#adapters/memory/settings.ts';
import { problem } from '#contract/problem.ts';
import { errorsOf } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import {
  type ConfigurationApiPorts,
  createConfigurationApi,
} from '#handlers/api/configuration/createConfigurationApi.ts';
import type { ContactTopics } from '#operations/contact/contactTopics.ts';
import type { RejectedPayloads } from '#operations/intake/ports.ts';
import { type Asked, apiEvent, lambdaContext } from './apiEvent.ts';

export const PUBLIC_URL = 'https://muster.example';

/** Email topics in memory. What it is told to fail at fails. */
function memoryTopics() {
  const topics = new Map<string, Set<string>>();
  const failing = new Set<keyof ContactTopics>();
  const attempt = (what: keyof ContactTopics) => {
    if (failing.has(what)) throw new Error('SNS is down.');
  };
  const arnOf = (contactId: string) => `arn:aws:sns:eu-west-1:000000000000:muster-contact-${contactId}`;
  const ports: ContactTopics = {
    ensure: async (contactId, email) => {
      attempt('ensure');
      const arn = arnOf(contactId);
      topics.set(arn, (topics.get(arn) ?? new Set()).add(email));
      return arn;
    },
    keepOnly: async (arn, email) => {
      attempt('keepOnly');
      topics.set(arn, new Set([email]));
    },
    remove: async (arn) => {
      attempt('remove');
      topics.delete(arn);
    },
  };
  return { ports, failing, addressesOf: (contactId: string) => [...(topics.get(arnOf(contactId)) ?? [])] };
}

/** The answer to a request, as a caller reads it. */
export interface Reply {
  status: number | undefined;
  headers: Record<string, string>;
  body: {
    id: string;
    name: string;
    key: string;
    url: string;
    etag: string;
    code: string;
    serviceId: string;
    items: Record<string, unknown>[];
    nextCursor: string | null;
    errors: { path: string; message: string }[];
  };
}

/** Muster's API of configuration over memory, with a clock that a test moves. */
export function configurationApi() {
  let now = Date.parse('2026-03-01T03:00:00.000Z');
  const audit: AuditEntry[] = [];
  const topics = memoryTopics();
  const reports: string[] = [];
  const ports: ConfigurationApiPorts & { rejectedPayloads: RejectedPayloads } = {
    store: memoryConfigurationStore(audit),
    settings: memorySettingsStore(audit),
    keys: memoryKeyStore(audit),
    auditLog: memoryAuditLog(audit),
    rejectedPayloads: memoryRejectedPayloads(),
    idempotency: memoryIdempotencyStore(),
    exercises: memoryPlanExercises(),
    topics: topics.ports,
    publicUrl: PUBLIC_URL,
    clock: {
      now: () => new Date(now),
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
    },
    ids: ulidIds,
    log: { info: () => undefined, error: (message) => reports.push(message) },
  };
  const handler = createConfigurationApi(ports);

  /** Asks, and holds the answer to what the route table says of it. */
  const ask = async (routeKey: string, asked: Omit<Asked, 'routeKey'> = {}): Promise<Reply> => {
    const { statusCode, headers, body } = await handler(apiEvent({ routeKey, ...asked }), lambdaContext);
    const reply = body === undefined ? undefined : JSON.parse(body);
    requireContract(routeKey, statusCode, reply);
    return { status: statusCode, headers, body: reply };
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ask, ports, topics, audit, reports, pass };
}

/** @throws Error where an answer is none that the route table allows */
function requireContract(routeKey: string, status: number | undefined, reply: { code?: string }): void {
  const route = routes.find(({ method, path }) => `${method} ${path}` === routeKey);
  if (!route || status === undefined) throw new Error(`${routeKey} is not in the route table.`);
  const schema = route.responses[status];
  if (schema === null) return;
  if (typeof schema === 'object') {
    schema.parse(reply);
    return;
  }
  const { code } = problem.parse(reply);
  if (!errorsOf(route).some((known) => known === code)) {
    throw new Error(`${routeKey} answered ${status} "${code}", which its table does not name.`);
  }
}
