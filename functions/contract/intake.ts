import * as z from 'zod';
import { alertInput, signalAction } from '#domain/signal/schema.ts';
import type { RouteDefinitions } from './route.ts';

/** PagerDuty Events v2's own answer, which its clients read. */
const enqueueAnswer = z.object({ status: z.string(), message: z.string(), dedup_key: z.string() });
const enqueueRefusal = z.object({ status: z.string(), message: z.string(), errors: z.array(z.string()) });

export const intakeRoutes = {
  sendAlert: {
    method: 'POST',
    path: '/v1/alerts',
    tag: 'intake',
    scope: 'intake',
    summary: 'Takes an alert: an incident opens, is acknowledged or is resolved within seconds',
    body: alertInput,
    responses: { 202: z.object({ dedupKey: z.string(), status: z.string() }) },
    errors: ['unavailable'],
    creates: true,
  },
  enqueueEvent: {
    method: 'POST',
    path: '/v2/enqueue',
    tag: 'intake',
    scope: null,
    summary: "Takes a PagerDuty Events v2 event; its routing_key is an integration's key",
    body: z.looseObject({ routing_key: z.string(), event_action: signalAction }),
    responses: { 202: enqueueAnswer, 400: enqueueRefusal },
    errors: ['unavailable'],
  },
  receiveAlertmanager: {
    method: 'POST',
    path: '/v1/integrations/{key}/alertmanager',
    tag: 'intake',
    scope: null,
    summary: "Takes an Alertmanager webhook, version 4; the path holds an integration's key",
    params: z.object({ key: z.string().regex(/^[0-9a-f]{32}$/) }),
    body: z.looseObject({ version: z.literal('4'), alerts: z.array(z.looseObject({})) }),
    responses: { 202: z.object({ accepted: z.int(), rejected: z.int() }) },
    errors: ['unavailable'],
  },
} as const satisfies RouteDefinitions;
