import { createHash } from 'node:crypto';
import * as z from 'zod';
import { fieldErrors } from '../fieldErrors.ts';
import { categoryOf, statedCategory } from './category.ts';
import { cutDedupKey, cutDetails, cutLine, cutLinks } from './cut.ts';
import { type Reading, type ReadingContext, rejectedReading } from './reading.ts';
import { saidAt } from './said.ts';
import type { Signal } from './schema.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';

/** Prometheus labels and annotations are text; what else a client sends is taken as text. */
const texts = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform(String).catch(''),
);

const alert = z.looseObject(
  {
    status: z.enum(['firing', 'resolved'], { error: 'status must be "firing" or "resolved".' }),
    labels: texts,
    annotations: texts.nullish().catch(null),
    startsAt: z.unknown().optional(),
    endsAt: z.unknown().optional(),
    generatorURL: z.unknown().optional(),
    fingerprint: z.string().nullish().catch(null),
  },
  { error: 'An alert must be a JSON object.' },
);
type Alert = z.infer<typeof alert>;

const webhook = z.looseObject(
  {
    alerts: z
      .array(z.unknown(), { error: 'alerts must be a list of alerts, as Alertmanager sends it.' })
      .max(5000, { error: 'Send at most 5000 alerts at once: set max_alerts in the webhook_config.' }),
    externalURL: z.unknown().optional(),
    receiver: z.unknown().optional(),
  },
  { error: 'The body must be the JSON object of an Alertmanager webhook.' },
);

interface AlertmanagerContext extends ReadingContext {
  /** The service of the integration to which the key in the path belongs. */
  serviceId: string;
  /** The integration's name. */
  sender: string;
}

/**
 * Reads an Alertmanager webhook, version 4. Each alert is on its own: one that can not be read does not
 * take the others with it.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 * @param payload the parsed JSON
 */
export function readAlertmanagerWebhook(payload: unknown, context: AlertmanagerContext): Reading {
  const parsed = webhook.safeParse(payload);
  if (!parsed.success) return rejectedReading(payload, fieldErrors(parsed.error));
  const { alerts, externalURL, receiver } = parsed.data;
  const reading: Reading = { signals: [], ignored: [], rejected: [] };
  for (const [index, item] of alerts.entries()) {
    const one = alert.safeParse(item);
    if (one.success) reading.signals.push(signalOf(one.data, { externalURL, receiver }, context));
    else reading.rejected.push({ payload: item, errors: fieldErrors(one.error, `alerts.${index}`) });
  }
  if (alerts.length === 0) reading.ignored.push('The webhook holds no alert.');
  return reading;
}

function signalOf(
  one: Alert,
  group: { externalURL: unknown; receiver: unknown },
  context: AlertmanagerContext,
): Signal {
  const { labels } = one;
  const annotations = one.annotations ?? {};
  return {
    id: context.nextId(),
    at: happenedAt(one, context.receivedAt),
    receivedAt: context.receivedAt,
    source: 'alertmanager',
    action: one.status === 'firing' ? 'trigger' : 'resolve',
    summary: cutLine(summaryOf(labels, annotations), 500),
    severity: severityOf(labels.severity) ?? UNSAID_SEVERITY,
    category: statedCategory(labels.category) ?? categoryOf(labels.alertname ? [labels.alertname] : []),
    serviceId: context.serviceId,
    alarm: null,
    dedupKey: cutDedupKey(one.fingerprint || labelsHash(labels)),
    origin: cutLine(labels.instance || labels.job || context.sender, 255),
    links: cutLinks([
      { href: annotations.runbook_url, text: 'Runbook' },
      { href: annotations.dashboard_url, text: 'Dashboard' },
      { href: one.generatorURL, text: 'Prometheus' },
      { href: group.externalURL, text: 'Alertmanager' },
    ]),
    details: cutDetails({ labels, annotations, receiver: group.receiver ?? null }),
  };
}

/** A resolved alert happened when it ended, and never before it began. */
function happenedAt(one: Alert, receivedAt: string): string {
  const began = saidAt(one.startsAt, receivedAt);
  if (one.status === 'firing') return began;
  const ended = saidAt(one.endsAt, receivedAt);
  if (ended < began) return began;
  return ended;
}

function summaryOf(labels: Record<string, string>, annotations: Record<string, string>): string {
  const rule = [labels.alertname, labels.instance].filter(Boolean).join(': ');
  const candidates = [annotations.summary, rule, annotations.description, annotations.message];
  return candidates.find((text) => text !== undefined && text.trim() !== '') ?? 'Alert without a name';
}

/** What identifies an alert is its set of labels; Alertmanager before 0.19 sends no fingerprint of them. */
function labelsHash(labels: Record<string, string>): string {
  const sorted = Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
