import type { FieldError } from '#domain/fieldErrors.ts';
import type { RejectedPayload } from '#domain/integration/schema.ts';
import { cutLine } from '#domain/signal/cut.ts';

const REASON_LONGEST = 1000;
const PAYLOAD_BYTES = 32 * 1024;
const CUT_MARK = '… (cut)';

/**
 * What is kept of a payload that could not be read.
 *
 * @param identity of the record and where it came from
 * @param errors what is wrong, at least one
 * @param payload the text as it came, or the JSON value of a part of it
 */
export function rejectionOf(
  identity: Pick<RejectedPayload, 'id' | 'at' | 'source' | 'integrationId'>,
  errors: FieldError[],
  payload: unknown,
): RejectedPayload {
  const reasons = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return {
    ...identity,
    reason: cutLine(reasons.join(' '), REASON_LONGEST),
    payload: cutToBytes(typeof payload === 'string' ? payload : jsonText(payload)),
  };
}

function cutToBytes(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= PAYLOAD_BYTES) return bytes.toString();
  // A character that the cut goes through decodes to U+FFFD, which is left out.
  const kept = bytes.toString('utf8', 0, PAYLOAD_BYTES - Buffer.byteLength(CUT_MARK)).replace(/\uFFFD+$/, '');
  return `${kept}${CUT_MARK}`;
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '(nested too deeply to be shown)';
  }
}
