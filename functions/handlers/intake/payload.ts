import { Refusal } from '#domain/refusal.ts';
import { type Reading, rejectedReading } from '#domain/signal/reading.ts';
import type { ApiEvent } from '../api/http/event.ts';

const LARGEST_BYTES = 1024 * 1024;

/** A request's body as it came, and what it says. */
export interface Payload {
  text: string;
  /** Undefined where the text is not JSON. */
  json: unknown;
}

/**
 * Reads the body of a request of a vendor's client, whose content type does not matter.
 *
 * @throws Refusal `payload-too-large`
 */
export function readPayload({ body = '', isBase64Encoded }: ApiEvent): Payload {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BYTES) {
    throw new Refusal('payload-too-large', 'The body is larger than 1 MB. Send less at once.');
  }
  const text = bytes.toString('utf8');
  try {
    return { text, json: JSON.parse(text) };
  } catch {
    return { text, json: undefined };
  }
}

/**
 * Reads a payload by its vendor's rules. What is refused as a whole is kept as it came.
 *
 * @param read one of the readers of `domain/signal`
 */
export function readingOf({ text, json }: Payload, read: (json: unknown) => Reading): Reading {
  if (json === undefined)
    return rejectedReading(text, [{ path: '', message: 'The body is not valid JSON.' }]);
  const reading = read(json);
  return {
    ...reading,
    rejected: reading.rejected.map((rejection) =>
      rejection.payload === json ? { ...rejection, payload: text } : rejection,
    ),
  };
}
