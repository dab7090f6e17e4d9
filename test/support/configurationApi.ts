import { ulidIds } from '#adapters/ids.ts';
import { memoryKeyStore } from '#adapters/memory/apiKeys.ts';
import { memoryAuditLog } from '#adapters/memory/audit.ts';
import { memoryCalendarStore } from '#adapters/memory/calendars.ts';
import { memoryConfigurationStore } from '#adapters/memory/configuration.ts';
import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import { memoryOverrideStore } from '#adapters/memory/overrides.ts';
import { memoryPhoneVerifications } from '#adapters/memory/phoneVerifications.ts';
import { memoryPlanExercises } from '#adapters/memory/planExercises.ts';
import { memoryRejectedPayloads } from '#adapters/memory/rejectedPayloads.ts';
import { memorySettingsStore } from '#adapters/memory/settings.ts';
import { memoryTurns } from '#adapters/memory/turns.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { Channel } from '#domain/contact/schema.ts';
import {
  type ConfigurationApiPorts,
  createConfigurationApi,
} from '#handlers/api/configuration/createConfigurationApi.ts';
import { organisation } from '#operations/configuration/organisation.ts';
import type { ContactTopics } from '#operations/contact/contactTopics.ts';
import type { RejectedPayloads } from '#operations/intake/ports.ts';
import type { Pager } from '#operations/paging/ports.ts';
import type { Clock } from '#operations/ports.ts';
import { type Asked, apiEvent, lambdaContext } from './apiEvent.ts';
import { requireContract } from './routeTable.ts';

export const PUBLIC_URL = 'https://muster.example';

/** Email topics in memory. What it is told to fail at fails. */
function memoryTopics() {
  const topics = new Map<string, Set<string>>();
  const failing = new Set<keyof ContactTopics>();
  const confirmed = new Set<string>();
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
    isConfirmed: async (arn, email) => {
      attempt('isConfirmed');
      return topics.get(arn)?.has(email) === true && confirmed.has(email);
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
  return {
    ports,
    failing,
    /** The addresses whose owners have confirmed them. */
    confirmed,
    addressesOf: (contactId: string) => [...(topics.get(arnOf(contactId)) ?? [])],
  };
}

/** Channels in memory: what they were given, and which of them fail. */
function memoryPager() {
  const sent: { channel: Channel; contactId: string; subject: string; text: string }[] = [];
  const failing = new Set<Channel>();
  const ports: Pager = {
    send: async (channel, contact, page) => {
      if (failing.has(channel)) throw new Error('The channel is down.');
      sent.push({ channel, contactId: contact.id, ...page });
      return { messageId: `message-${sent.length}` };
    },
  };
  return { ports, sent, failing };
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
  const pager = memoryPager();
  const reports: string[] = [];
  const store = memoryConfigurationStore(audit);
  const settings = memorySettingsStore(audit);
  const overrides = memoryOverrideStore(store, audit);
  const clock: Clock = {
    now: () => new Date(now),
    sleep: async (milliseconds) => {
      now += milliseconds;
    },
  };
  const ports: ConfigurationApiPorts & { rejectedPayloads: RejectedPayloads } = {
    store,
    settings,
    keys: memoryKeyStore(audit),
    auditLog: memoryAuditLog(audit),
    rejectedPayloads: memoryRejectedPayloads(),
    idempotency: memoryIdempotencyStore(),
    exercises: memoryPlanExercises(),
    organisation: organisation({ store, settings, overrides, clock, ids: ulidIds }),
    turns: memoryTurns(),
    overrides,
    calendars: memoryCalendarStore(store, audit),
    topics: topics.ports,
    pager: pager.ports,
    phoneVerifications: memoryPhoneVerifications(),
    publicUrl: PUBLIC_URL,
    clock,
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
  return { ask, ports, topics, pager, audit, reports, pass };
}
