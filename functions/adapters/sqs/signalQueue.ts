import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Refusal } from '#domain/refusal.ts';
import type { Signal } from '#domain/signal/schema.ts';
import type { SignalQueue } from '#operations/intake/ports.ts';
import type { Clock } from '#operations/ports.ts';

/** SQS takes ten messages of together 256 KB at once (SQS API reference, SendMessageBatch). */
const BATCH = 10;
const BATCH_BYTES = 256 * 1024;
const PARALLEL = 8;
const WAITS_MS = [50, 200, 800];

/** The intake queue in SQS: one message for each signal. */
export function sqsSignalQueue(client: SQSClient, queueUrl: string, clock: Clock): SignalQueue {
  return {
    async send(signals) {
      const batches = batchesOf(signals.map(toEntry));
      const sendNext = async () => {
        for (let batch = batches.pop(); batch; batch = batches.pop()) await sendAll(batch);
      };
      await Promise.all(Array.from({ length: PARALLEL }, sendNext));
    },
  };

  /** Sends again what SQS did not take, because one refused message says nothing of the others. */
  async function sendAll(entries: SendMessageBatchRequestEntry[]): Promise<void> {
    let left = entries;
    for (const wait of [...WAITS_MS, 0]) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }),
      );
      const refused = new Set(Failed.map(({ Id }) => Id));
      left = left.filter(({ Id }) => refused.has(Id));
      if (left.length === 0) return;
      if (wait > 0) await clock.sleep(wait);
    }
    throw new Refusal(
      'unavailable',
      'The intake queue does not take alerts right now. Send them again in a moment.',
    );
  }
}

function toEntry(signal: Signal, index: number): SendMessageBatchRequestEntry {
  // SQS refuses messages with these two characters, and JSON may write any character as an escape.
  const body = JSON.stringify(signal).replace(/[\uFFFE\uFFFF]/g, (char) =>
    char === '\uFFFE' ? '\\ufffe' : '\\uffff',
  );
  return { Id: String(index), MessageBody: body };
}

function batchesOf(entries: SendMessageBatchRequestEntry[]): SendMessageBatchRequestEntry[][] {
  const batches: SendMessageBatchRequestEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '');
    const batch = batches.at(-1);
    if (batch && batch.length < BATCH && size <= room) {
      batch.push(entry);
      room -= size;
    } else {
      batches.push([entry]);
      room = BATCH_BYTES - size;
    }
  }
  return batches;
}
