import { settings, settingsInput } from '#domain/organisation/schema.ts';
import type { RouteDefinitions } from './route.ts';

export const settingsRoutes = {
  getSettings: {
    method: 'GET',
    path: '/v1/settings',
    tag: 'configuration',
    scope: 'read',
    summary: "The organisation's settings",
    responses: { 200: settings },
    errors: [],
  },
  replaceSettings: {
    method: 'PUT',
    path: '/v1/settings',
    tag: 'configuration',
    scope: 'manage',
    summary: "Replaces the organisation's settings",
    body: settingsInput,
    responses: { 200: settings },
    errors: [],
    guarded: true,
  },
} as const satisfies RouteDefinitions;
