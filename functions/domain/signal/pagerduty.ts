import * as z from 'zod';
import { fieldErrors } from '../fieldErrors.ts';
import { categoryOf } from './category.ts';
import { cutDedupKey, cutDetails, cutLine, cutLinks } from './cut.ts';
import { type Reading, type ReadingContext, rejectedReading } from './reading.ts';
import { saidAt, saidFields } from './said.ts';
import type { Signal } from './schema.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';

const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
const ACTIONS = ['trigger', 'acknowledge', 'resolve'] as const;

const blank = (field: string) => `'${field}' is missing or blank`;
const requiredText = (field: string) =>
  z.string({ error: blank(field) }).refine((text) => text.trim() !== '', { error: blank(field) });
const choice = <const Words extends readonly string[]>(field: string, words: Words) =>
  z.enum(words, {
    error: ({ input }) =>
      input === undefined || input === null || input === ''
        ? blank(field)
        : `'${field}' is invalid (must be one of the following: ${words.map((word) => `'${word}'`).join(', ')})`,
  });
const dedupKey = z.union([z.string(), z.number().transform(String)], { error: "'dedup_key' must be text" });
const objects = z.array(z.looseObject({}).catch({})).catch([]);

/** An event of PagerDuty's Events API v2, with whatever its clients add. */
const event = z.looseObject(
  {
    event_action: choice('event_action', ACTIONS),
    dedup_key: dedupKey.nullish(),
    payload: z.unknown().optional(),
    client: z.unknown().optional(),
    client_url: z.unknown().optional(),
    links: objects,
    images: objects,
  },
  { error: 'The event must be a JSON object' },
);

const triggerPayload = z.looseObject(
  {
    summary: requiredText('payload.summary'),
    source: requiredText('payload.source'),
    severity: choice('payload.severity', SEVERITIES),
    timestamp: z.unknown().optional(),
    component: z.unknown().optional(),
    group: z.unknown().optional(),
    class: z.unknown().optional(),
    custom_details: z.unknown().optional(),
  },
  { error: blank('payload') },
);

interface PagerDutyContext extends ReadingContext {
  /** The service of the integration to which `routing_key` belongs. */
  serviceId: string;
  /** The integration's name. */
  sender: string;
}

/**
 * Reads an event of PagerDuty's Events API v2 (`/v2/enqueue`): trigger, acknowledge or resolve. Rejections
 * carry PagerDuty's own words, because its clients show them.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 * @param payload the parsed JSON
 */
export function readPagerDutyEvent(payload: unknown, context: PagerDutyContext): Reading {
  const parsed = event.safeParse(payload);
  if (!parsed.success) return rejectedReading(payload, fieldErrors(parsed.error));
  const { event_action: action, dedup_key: givenKey, payload: content, client } = parsed.data;
  if (action !== 'trigger') {
    if (!givenKey) return rejectedReading(payload, [{ path: 'dedup_key', message: blank('dedup_key') }]);
    const summary =
      summaryOf(content) ?? `${action === 'resolve' ? 'Resolved' : 'Acknowledged'}: ${givenKey}`;
    return signalReading({ ...signalFrame(action, givenKey, context), summary: cutLine(summary, 500) });
  }

  const trigger = triggerPayload.safeParse(content);
  if (!trigger.success) return rejectedReading(payload, fieldErrors(trigger.error, 'payload'));
  const { summary, source, severity, timestamp, custom_details, ...described } = trigger.data;
  const { component, group, class: kind } = described;
  return signalReading({
    ...signalFrame('trigger', givenKey || null, context),
    at: saidAt(timestamp, context.receivedAt),
    summary: cutLine(summary, 500),
    severity: severityOf(severity) ?? UNSAID_SEVERITY,
    category: categoryOf([kind, component].filter((name) => typeof name === 'string')),
    origin: cutLine(source, 255),
    links: cutLinks([
      ...parsed.data.links.map(({ href, text }) => ({ href, text })),
      ...parsed.data.images.map(({ src, alt }) => ({ href: src, text: alt })),
      { href: parsed.data.client_url, text: client },
    ]),
    details: cutDetails(saidFields({ component, group, class: kind, client, custom_details })),
  });
}

/** What every signal of an integration has in common; a trigger says more. */
function signalFrame(
  action: Signal['action'],
  key: string | null,
  context: PagerDutyContext,
): Omit<Signal, 'summary'> {
  const id = context.nextId();
  return {
    id,
    at: context.receivedAt,
    receivedAt: context.receivedAt,
    source: 'pagerduty',
    action,
    severity: UNSAID_SEVERITY,
    category: null,
    serviceId: context.serviceId,
    alarm: null,
    dedupKey: cutDedupKey(key ?? id),
    origin: cutLine(context.sender, 255),
    links: [],
    details: {},
  };
}

/** Clients such as Alertmanager repeat the payload when they resolve; nothing of it is required. */
function summaryOf(content: unknown): string | undefined {
  const repeated = triggerPayload.pick({ summary: true }).safeParse(content);
  return repeated.success ? repeated.data.summary : undefined;
}

const signalReading = (signal: Signal): Reading => ({ signals: [signal], ignored: [], rejected: [] });
