import type { SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { sqsSignalQueue } from '#adapters/sqs/signalQueue.ts';
import type { Signal } from '#domain/signal/schema.ts';

const signal = (index: number, summary = 's') => ({ id: `alr_${index}`, summary }) as Signal;

/** SQS that refuses some messages some times. */
function sqs(refuses: (body: string, attempt: number) => boolean = () => false) {
  const calls: SendMessageBatchCommandInput[] = [];
  const taken: string[] = [];
  const attempts = new Map<string, number>();
  const client = {
    send: async ({ input }: { input: SendMessageBatchCommandInput }) => {
      calls.push(input);
      const Failed: { Id: string | undefined }[] = [];
      for (const { Id, MessageBody = '' } of input.Entries ?? []) {
        const attempt = (attempts.get(MessageBody) ?? 0) + 1;
        attempts.set(MessageBody, attempt);
        if (refuses(MessageBody, attempt)) Failed.push({ Id });
        else taken.push(JSON.parse(MessageBody).id);
      }
      return { Failed };
    },
  } as unknown as SQSClient;
  const waits: number[] = [];
  const clock = {
    now: () => new Date(0),
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
    },
  };
  return { queue: sqsSignalQueue(client, 'http://queue', clock), calls, taken, waits };
}
const sizes = (calls: SendMessageBatchCommandInput[]) =>
  calls.map(({ Entries }) => Entries?.length).toSorted();

describe('the intake queue', () => {
  it('sends one message for each signal, ten at once', async () => {
    const { queue, calls, taken } = sqs();
    await queue.send(Array.from({ length: 23 }, (_, index) => signal(index)));
    expect(sizes(calls)).toEqual([10, 10, 3]);
    expect(new Set(taken).size).toBe(23);
  });

  it('sends fewer at once where they are large', async () => {
    const { queue, calls } = sqs();
    await queue.send(Array.from({ length: 6 }, (_, index) => signal(index, 'é'.repeat(50_000))));
    expect(sizes(calls)).toEqual([2, 2, 2]);
  });

  it('sends again what was refused, and only that', async () => {
    const { queue, calls, taken, waits } = sqs((body, attempt) => body.includes('alr_4') && attempt < 3);
    await queue.send(Array.from({ length: 10 }, (_, index) => signal(index)));
    expect(calls.map(({ Entries }) => Entries?.length)).toEqual([10, 1, 1]);
    expect(taken.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `alr_${index}`));
    expect(waits).toEqual([50, 200]);
  });

  it('says so where a signal is not durable in the end', async () => {
    const { queue } = sqs((body) => body.includes('alr_1"'));
    await expect(queue.send([signal(0), signal(1)])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('writes characters that SQS refuses as escapes', async () => {
    const { queue, calls } = sqs();
    await queue.send([signal(0, 'a\uFFFEb\uFFFFc\u0001')]);
    const body = calls[0]?.Entries?.[0]?.MessageBody ?? '';
    for (const refused of ['\uFFFE', '\uFFFF', '\u0001']) expect(body).not.toContain(refused);
    expect(JSON.parse(body).summary).toBe('a\uFFFEb\uFFFFc\u0001');
  });
});
