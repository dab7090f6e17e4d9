import { Refusal } from '#domain/refusal.ts';
import type { ApiEvent, ApiMiddleware } from './event.ts';

/** A few short fields: more than that no form of Muster's has. */
const LARGEST_BYTES = 16 * 1024;

/**
 * Reads the fields of an HTML form on a route that takes one. No body is a form without fields.
 *
 * @throws Refusal `payload-too-large`, or `unsupported-media-type` for a body that is no form: whatever it asks for, it
 *   must not be taken for a form that asks for nothing
 */
export function formBody(): ApiMiddleware {
  return {
    before: ({ event }) => {
      if (event.route?.form) event.form = parse(event);
    },
  };
}

function parse({ body, headers, isBase64Encoded }: ApiEvent): Record<string, string> {
  if (!body) return {};
  if (!headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    throw new Refusal(
      'unsupported-media-type',
      'Send a form with "Content-Type: application/x-www-form-urlencoded".',
    );
  }
  if (body.length > LARGEST_BYTES) {
    throw new Refusal(
      'payload-too-large',
      `The form is larger than ${LARGEST_BYTES / 1024} KB. Send no more than its own fields.`,
    );
  }
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
  return Object.fromEntries(new URLSearchParams(text));
}
