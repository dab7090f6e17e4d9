import { inject } from 'vitest';
import type { Incident } from '#domain/incident/schema.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';

/** An answer of Muster's API. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Asked {
  body?: unknown;
  headers?: Record<string, string>;
  /** Default: the admin key; null: none. */
  key?: string | null;
}

/** Asks Muster's API. */
export async function ask<Body = Record<string, unknown>>(
  method: string,
  path: string,
  { body, headers = {}, key = inject('stack').adminKey }: Asked = {},
): Promise<Answer<Body>> {
  const response = await fetch(inject('stack').apiUrl + path, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: (json && text ? JSON.parse(text) : text) as Body,
  };
}

/**
 * Asks and expects success.
 *
 * @throws Error with the problem document
 */
export async function must<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await ask<Body>(method, path, body === undefined ? {} : { body });
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export const incidentOf = (id: string) => must<Incident>('GET', `/v1/incidents/${id}`);

export async function timelineOf(id: string): Promise<TimelineEvent[]> {
  return (await must<{ items: TimelineEvent[] }>('GET', `/v1/incidents/${id}/timeline?limit=100`)).items;
}

export async function notificationsOf(id: string): Promise<Notification[]> {
  return (await must<{ items: Notification[] }>('GET', `/v1/incidents/${id}/notifications?limit=100`)).items;
}

export async function openIncidents(query = ''): Promise<Incident[]> {
  return (await must<{ items: Incident[] }>('GET', `/v1/incidents?status=open&limit=100${query}`)).items;
}
