import { Refusal } from '#domain/refusal.ts';
import { type OncePorts, runOnce } from '#operations/idempotency/runOnce.ts';
import type { ApiEvent, ApiResult } from './event.ts';
import type { Validated } from './validation.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs a request that creates something, only once where it carries an Idempotency-Key.
 *
 * @param run does the work; gets an id whose ULID is that of what it creates
 * @throws Refusal `validation-failed` for a key that is none, and what `runOnce` throws
 */
export async function runIdempotent(
  event: ApiEvent,
  { params, body }: Pick<Validated, 'params' | 'body'>,
  run: (creationId: string) => Promise<ApiResult>,
  ports: OncePorts,
): Promise<ApiResult> {
  const idempotencyKey = event.headers['idempotency-key'];
  if (idempotencyKey === undefined) return await run(ports.ids.next('req'));
  if (!KEY.test(idempotencyKey)) {
    const message = 'The Idempotency-Key must be 1 to 255 visible ASCII characters.';
    throw new Refusal('validation-failed', message, { errors: [{ path: 'Idempotency-Key', message }] });
  }
  return await runOnce(
    {
      keyId: event.principal?.keyId ?? '',
      operationId: event.route?.operationId ?? '',
      idempotencyKey,
      content: [params, body],
      secret: tokenOf(event.headers.authorization),
    },
    run,
    ports,
  );
}

/** The API key itself, however its scheme was spelled this time. */
const tokenOf = (authorization = ''): string => /\S+$/.exec(authorization.trim())?.[0] ?? '';
