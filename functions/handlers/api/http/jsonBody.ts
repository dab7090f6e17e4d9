import { Refusal } from '#domain/refusal.ts';
import type { ApiEvent, ApiMiddleware } from './event.ts';

const LARGEST_BYTES = 256 * 1024;
const DEEPEST = 20;

/**
 * Reads the JSON body of a route that takes one. A content type that says otherwise does no harm.
 *
 * @throws Refusal `payload-too-large`, `unsupported-media-type` or `validation-failed`
 */
export function jsonBody(): ApiMiddleware {
  return {
    before: ({ event }) => {
      if (event.route?.body) event.json = parse(event);
    },
  };
}

function parse(event: ApiEvent): unknown {
  if (!event.body) return undefined;
  if (event.body.length > LARGEST_BYTES * 2) throw tooLarge();
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BYTES) throw tooLarge();
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw notJson(event.headers['content-type']);
  }
  return clean(value, 0);
}

/** Refuses what no schema should have to meet, and repairs halves of surrogate pairs, which UTF-8 can not carry. */
function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number' && !Number.isFinite(value)) throw invalid('A number is too large.');
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) throw invalid(`The body is nested deeper than ${DEEPEST} levels.`);
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (name === '__proto__') throw invalid('The field name "__proto__" is not allowed.');
      return [name.toWellFormed(), clean(field, depth + 1)];
    }),
  );
}

const tooLarge = () =>
  new Refusal('payload-too-large', `The body is larger than ${LARGEST_BYTES / 1024} KB. Send less.`);

const invalid = (message: string) =>
  new Refusal('validation-failed', message, { errors: [{ path: '', message }] });

function notJson(contentType: string | undefined): Refusal {
  if (contentType && !/json|text\/plain|octet-stream/i.test(contentType)) {
    return new Refusal('unsupported-media-type', 'Send JSON with "Content-Type: application/json".');
  }
  return invalid('The body is not valid JSON.');
}
