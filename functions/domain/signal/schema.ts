import * as z from 'zod';
import { id, instant, level, line } from '../schema.ts';
import { source } from '../source.ts';

export const signalAction = z.enum(['trigger', 'acknowledge', 'resolve']);
export type SignalAction = z.infer<typeof signalAction>;

const link = z.object({ href: z.string().max(2000), text: z.string().max(200).optional() });

/** What a tool says about something that may be wrong, in Muster's own words whatever the tool. */
export const signal = z.object({
  id: id('alr'),
  /** When the tool says that it happened. */
  at: instant,
  receivedAt: instant,
  source,
  action: signalAction,
  summary: line(500),
  severity: level,
  category: z.string().nullable(),
  serviceId: id('svc').nullable(),
  /** Set for a CloudWatch alarm, which finds its service by tag or name pattern. */
  alarm: z.object({ arn: z.string(), name: z.string() }).nullable(),
  dedupKey: z.string().min(1).max(512),
  /** Who says so, in the tool's words: a host, an alarm, an integration. */
  origin: z.string().max(255),
  links: z.array(link).max(20),
  details: z.record(z.string(), z.unknown()),
});
export type Signal = z.infer<typeof signal>;

/** `POST /v1/alerts`. */
export const alertInput = z.strictObject({
  summary: line(500),
  severity: level,
  dedupKey: line(512).optional(),
  action: signalAction.default('trigger'),
  serviceId: id('svc').optional(),
  source: line(255).optional(),
  links: z
    .array(z.strictObject({ href: z.url({ protocol: /^https?$/ }).max(2000), text: line(200).optional() }))
    .max(20)
    .default([]),
  details: z.record(z.string(), z.unknown()).default({}),
});
