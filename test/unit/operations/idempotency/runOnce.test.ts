import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import { memoryIdempotencyStore } from '#adapters/memory/idempotency.ts';
import { Refusal } from '#domain/refusal.ts';
import { runOnce } from '#operations/idempotency/runOnce.ts';

const request = {
  keyId: 'key_1',
  operationId: 'createContact',
  idempotencyKey: 'abc',
  content: { name: 'Ada' },
  secret: 'Bearer mk_secret',
};

function start() {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const advance = (milliseconds: number) => {
    now += milliseconds;
  };
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number) => {
      advance(milliseconds);
      await new Promise(setImmediate);
    },
  };
  const store = memoryIdempotencyStore();
  return { ports: { store, clock, ids: ulidIds }, store, advance };
}

describe('runOnce', () => {
  it('runs a request once and gives its answer again', async () => {
    const { ports } = start();
    let runs = 0;
    const run = async () => {
      runs += 1;
      return { id: `ctc_${runs}` };
    };
    expect(await runOnce(request, run, ports)).toEqual({ id: 'ctc_1' });
    expect(await runOnce(request, run, ports)).toEqual({ id: 'ctc_1' });
    expect(runs).toBe(1);
  });

  it('refuses other content under the same key', async () => {
    const { ports } = start();
    await runOnce(request, async () => 1, ports);
    await expect(
      runOnce({ ...request, content: { name: 'Bob' } }, async () => 2, ports),
    ).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('lets two that come at once share one run', async () => {
    const { ports } = start();
    let runs = 0;
    const run = async () => {
      runs += 1;
      await new Promise(setImmediate);
      return runs;
    };
    expect(await Promise.all([runOnce(request, run, ports), runOnce(request, run, ports)])).toEqual([1, 1]);
    expect(runs).toBe(1);
  });

  it('tells a second one to come again while the first takes long', async () => {
    const { ports } = start();
    const never = new Promise(() => {});
    void runOnce(request, () => never, ports);
    await expect(runOnce(request, async () => 2, ports)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('runs again, for the same creation, after a run that died', async () => {
    const { ports, advance } = start();
    const creations: string[] = [];
    const die = async (creationId: string) => {
      creations.push(creationId);
      return await new Promise(() => {});
    };
    void runOnce(request, die, ports);
    await new Promise(setImmediate);
    advance(30_000);
    const answer = await runOnce(
      request,
      async (creationId) => {
        creations.push(creationId);
        return 'done';
      },
      ports,
    );
    expect(answer).toBe('done');
    expect(creations).toHaveLength(2);
    expect(creations[1]).toBe(creations[0]);
  });

  it('runs again at once, for the same creation, after a failure that may have done half', async () => {
    const { ports } = start();
    const creations: string[] = [];
    const fail = async (creationId: string) => {
      creations.push(creationId);
      throw new Error('half way');
    };
    await expect(runOnce(request, fail, ports)).rejects.toThrow('half way');
    await runOnce(request, async (creationId) => creations.push(creationId), ports);
    expect(creations[1]).toBe(creations[0]);
  });

  it('forgets a request that was refused, so that a corrected one may use the key', async () => {
    const { ports } = start();
    const refuse = async () => {
      throw new Refusal('validation-failed', 'No such service.');
    };
    await expect(runOnce(request, refuse, ports)).rejects.toMatchObject({ code: 'validation-failed' });
    expect(await runOnce({ ...request, content: { name: 'Bob' } }, async () => 'done', ports)).toBe('done');
  });

  it('keeps no answer that can be read without the API key', async () => {
    const { ports, store } = start();
    await runOnce(request, async () => ({ key: 'mk_shown_once' }), ports);
    const record = await store.claim(
      request,
      { fingerprint: '', creationId: '', owner: 'reader', leaseUntil: 0 },
      0,
    );
    expect(record.answer).toBeDefined();
    expect(Buffer.from(record.answer ?? '', 'base64').toString('latin1')).not.toContain('mk_shown_once');
    await expect(runOnce({ ...request, secret: 'Bearer mk_other' }, async () => 1, ports)).rejects.toThrow();
  });
});
