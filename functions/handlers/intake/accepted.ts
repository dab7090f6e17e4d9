import type { ApiResult } from '../api/http/event.ts';

/** @returns 202: what came is durable */
export function accepted(body: Record<string, unknown>): ApiResult {
  return { statusCode: 202, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
