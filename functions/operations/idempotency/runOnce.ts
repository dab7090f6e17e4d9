import { createHash } from 'node:crypto';
import { Refusal } from '#domain/refusal.ts';
import type { Clock, Ids } from '#operations/ports.ts';
import { seal, unseal } from './seal.ts';
import type { IdempotencyStore, RequestName, RequestRecord } from './store.ts';

/** Longer than any request may run, so that a lease that has ended belongs to a run that has died. */
const LEASE_MS = 30_000;
const REMEMBERED_SECONDS = 24 * 3600;
/** How long a second request waits for the first, in growing steps. */
const WAITS_MS = [50, 100, 200, 400, 800];

export interface OnceRequest extends RequestName {
  /** All of the request that makes it this one and no other. */
  content: unknown;
  /** Seals the answer. */
  secret: string;
}

export interface OncePorts {
  store: IdempotencyStore;
  clock: Clock;
  ids: Ids;
}

/**
 * Runs a request that carries an Idempotency-Key once, however often and however simultaneously it comes
 * (contract section 2).
 *
 * A run that dies half way is run again with the same `creationId` once its lease has ended, so what it creates is
 * created once. A refusal forgets the request, because nothing was done.
 *
 * @param run does the work; gets an id whose ULID is that of what it creates
 * @returns its answer, or that of an earlier run
 * @throws Refusal `idempotency-key-reused` for other content, `conflict` while another run takes long
 */
export async function runOnce<Answer>(
  request: OnceRequest,
  run: (creationId: string) => Promise<Answer>,
  { store, clock, ids }: OncePorts,
): Promise<Answer> {
  const fingerprint = createHash('sha256').update(JSON.stringify(request.content)).digest('hex');
  const owner = ids.next('run');

  for (const wait of [...WAITS_MS, 0]) {
    const now = clock.now().getTime();
    const mine = { fingerprint, creationId: ids.next('req'), owner, leaseUntil: now + LEASE_MS };
    const record = await store.claim(request, mine, Math.floor(now / 1000) + REMEMBERED_SECONDS);
    if (record.fingerprint !== fingerprint) throw reused();
    if (record.answer !== undefined) return JSON.parse(unseal(record.answer, request.secret));
    if (record.owner === owner || (await takenOver(record, mine))) {
      return await runOwned(record.creationId);
    }
    if (wait > 0) await clock.sleep(wait);
  }
  throw new Refusal(
    'conflict',
    'A request with this Idempotency-Key is still being worked on. Send it again in a moment.',
  );

  async function takenOver(record: RequestRecord, mine: RequestRecord): Promise<boolean> {
    if (record.leaseUntil > clock.now().getTime()) return false;
    return await store.takeOver(request, record, mine);
  }

  async function runOwned(creationId: string): Promise<Answer> {
    let answer: Answer;
    try {
      answer = await run(creationId);
    } catch (error) {
      await (error instanceof Refusal ? store.forget(request, owner) : store.release(request, owner));
      throw error;
    }
    await store.answer(request, owner, seal(JSON.stringify(answer), request.secret));
    return answer;
  }
}

const reused = () =>
  new Refusal(
    'idempotency-key-reused',
    'This Idempotency-Key was used for another request in the last 24 hours. Use a new key for a new request.',
  );
