import * as z from 'zod';
import type { RefusalCode } from '#domain/refusal.ts';

/** Every code that a problem document may carry: the refusals, and Muster's own failure. */
export type ProblemCode = RefusalCode | 'internal-error';

/** What each code is in HTTP. The only place that knows. */
export const problems: Record<ProblemCode, { status: number; title: string }> = {
  'validation-failed': { status: 400, title: 'The request is not valid' },
  unauthorized: { status: 401, title: 'The key is not known' },
  'key-expired': { status: 401, title: 'The key has expired' },
  forbidden: { status: 403, title: "The key's scope is too small" },
  'not-found': { status: 404, title: 'Not found' },
  'invalid-transition': { status: 409, title: 'The state does not allow this move' },
  conflict: { status: 409, title: 'Somebody else was faster' },
  'in-use': { status: 409, title: 'Still in use' },
  'closure-blocked': { status: 409, title: 'Not ready to close' },
  'idempotency-key-reused': { status: 409, title: 'The Idempotency-Key was used for another request' },
  gone: { status: 410, title: 'No longer valid' },
  'payload-too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The media type is not supported' },
  'too-soon': { status: 429, title: 'Too soon' },
  'internal-error': { status: 500, title: 'Muster failed' },
  unavailable: { status: 503, title: 'Not available right now' },
};

/** What a validation error names: a dotted path into the request, and what is wrong there. */
const fieldError = z.object({ path: z.string(), message: z.string() });

/** An error as RFC 9457 shapes it, with Muster's stable `code`. */
export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(fieldError).optional(),
  /** With `invalid-transition`: the moves that the incident's status allows. */
  allowed: z.array(z.string()).optional(),
  /** With `closure-blocked`: what closing waits for. */
  missing: z.array(z.string()).optional(),
  /** With `in-use`: what refers to the thing. */
  by: z.array(z.object({ type: z.string(), id: z.string(), name: z.string() })).optional(),
  /** With `too-soon`: when to ask again. */
  retryAt: z.string().optional(),
  /** With a wrong code: how many tries are left. */
  attemptsLeft: z.int().optional(),
});
export type Problem = z.infer<typeof problem>;

/**
 * The problem document of a code.
 *
 * @param detail what happened and what to do
 * @param extra the code's further fields, for example `errors`
 */
export function problemDocument(
  code: ProblemCode,
  detail: string,
  extra: Record<string, unknown> = {},
): Problem {
  const { status, title } = problems[code];
  return { ...extra, type: `urn:muster:problem:${code}`, title, status, detail, code };
}
