import { createHash } from 'node:crypto';
import type { Notification } from '#domain/notification/schema.ts';
import type { BundleKey } from '#operations/paging/bundles.ts';

/** The primary key of an item in Muster's one table. */
export interface Key {
  pk: string;
  sk: string;
}

/** @returns the SHA-256 of a text, in hex */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const pad = (value: number, digits: number) => String(value).padStart(digits, '0');

/** Where each kind of item lies. Nothing else in Muster spells a key. */
export const keys = {
  incident: (incidentId: string): Key => ({ pk: `INC#${incidentId}`, sk: 'INCIDENT' }),
  /** All of an incident whose sort keys begin alike, `EVT#` for example. */
  partOfIncident: (incidentId: string, prefix: string): Key => ({ pk: `INC#${incidentId}`, sk: prefix }),
  event: (incidentId: string, revision: number, index: number): Key => ({
    pk: `INC#${incidentId}`,
    sk: `EVT#${pad(revision, 8)}#${pad(index, 2)}`,
  }),
  notification: (
    incidentId: string,
    {
      pass,
      level,
      contactId,
      channel,
      attempt,
    }: Pick<Notification, 'pass' | 'level' | 'contactId' | 'channel' | 'attempt'>,
  ): Key => ({
    pk: `INC#${incidentId}`,
    sk: `NTF#${pad(pass, 3)}#${pad(level, 2)}#${contactId}#${channel ?? '-'}${attempt > 1 ? `#${pad(attempt, 2)}` : ''}`,
  }),
  step: (incidentId: string, stepKey: string): Key => ({ pk: `INC#${incidentId}`, sk: `STEP#${stepKey}` }),
  /** The pages of one person and channel that wait for the same moment. */
  bundle: ({ contactId, channel, dueAt }: BundleKey): Key => ({
    pk: `BUNDLE#${contactId}#${channel}#${dueAt}`,
    sk: 'BUNDLE',
  }),
  bundleMember: ({ contactId, channel, dueAt }: BundleKey, incidentId: string): Key => ({
    pk: `BUNDLE#${contactId}#${channel}#${dueAt}`,
    sk: `INC#${incidentId}`,
  }),
  /** How many turns a round-robin target has had. */
  turns: (targetId: string): Key => ({ pk: `TURNS#${targetId}`, sk: 'TURNS' }),
  alert: (incidentId: string, at: string, alertId: string): Key => ({
    pk: `INC#${incidentId}`,
    sk: `ALERT#${at}#${alertId}`,
  }),
  clock: (incidentId: string): Key => ({ pk: `INC#${incidentId}`, sk: 'CLOCK' }),
  number: (number: number): Key => ({ pk: `NUMBER#${number}`, sk: 'NUMBER' }),
  numberCounter: { pk: 'COUNTER', sk: 'INCIDENT_NUMBER' } as Key,
  dedup: (serviceId: string, dedupKey: string): Key => ({
    pk: `DEDUP#${serviceId}#${sha256(dedupKey)}`,
    sk: 'DEDUP',
  }),
  configuration: (kind: string, id: string): Key => ({ pk: `CONFIG#${kind}`, sk: id }),
  /** Which thing of a kind has a key of configuration as code. */
  configurationKey: (kind: string, key: string): Key => ({ pk: `CONFIGKEY#${kind}`, sk: key }),
  configurationVersion: (kind: string, id: string, version: number): Key => ({
    pk: `CONFIGVERSIONS#${kind}#${id}`,
    sk: pad(version, 8),
  }),
  /** @param to when it ends, RFC 3339 in UTC: a schedule's overrides are sorted by it */
  override: (scheduleId: string, to: string, overrideId: string): Key => ({
    pk: `SCHEDULE#${scheduleId}`,
    sk: `OVR#${to}#${overrideId}`,
  }),
  /** @param hash the SHA-256 of the calendar's token, in hex */
  calendar: (hash: string): Key => ({ pk: `CALENDAR#${hash}`, sk: 'CALENDAR' }),
  /** The calendar that a schedule or contact has. */
  calendarOf: (type: string, id: string): Key => ({ pk: `CALENDAROF#${type}#${id}`, sk: 'CALENDAR' }),
  /** When an incident last ran a plan. */
  planExercise: (planId: string): Key => ({ pk: `PLAN#${planId}`, sk: 'EXERCISED' }),
  phoneVerification: (contactId: string): Key => ({ pk: `PHONE#${contactId}`, sk: 'VERIFICATION' }),
  /** A message that goes out once. @param name what it says, to whom and for when */
  notice: (name: string): Key => ({ pk: `NOTICE#${name}`, sk: 'NOTICE' }),
  settings: { pk: 'SETTINGS', sk: 'SETTINGS' } as Key,
  linkKey: { pk: 'SETTINGS', sk: 'LINK_KEY' } as Key,
  /** @param hash the SHA-256 of the key, in hex */
  apiKey: (hash: string): Key => ({ pk: `KEY#${hash}`, sk: 'KEY' }),
  /** @param hash the SHA-256 of the key, in hex */
  integrationKey: (hash: string): Key => ({ pk: `INTKEY#${hash}`, sk: 'INTKEY' }),
  audit: (month: string, auditId: string): Key => ({ pk: `AUDIT#${month}`, sk: auditId }),
  rejectedPayload: (at: string, payloadId: string): Key => ({ pk: 'REJECTED', sk: `${at}#${payloadId}` }),
  idempotency: (keyId: string, route: string, idempotencyKey: string): Key => ({
    pk: `IDEM#${sha256(JSON.stringify([keyId, route, idempotencyKey]))}`,
    sk: 'IDEM',
  }),
};
