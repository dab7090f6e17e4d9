import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import type { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { Table } from '#adapters/dynamodb/client.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { ulidIds } from '#adapters/ids.ts';
import { decideMove } from '#domain/incident/move.ts';
import { incidentIn, incidentOf } from '#test/support/incidents.ts';
import { alice, START } from '#test/support/world.ts';

/** A table that gives these answers, one a call, and keeps what it was asked. */
function tableThat(...answers: (object | Error)[]) {
  const asked: unknown[] = [];
  const send = async (command: unknown) => {
    asked.push(command);
    const answer = answers.shift();
    if (answer === undefined) throw new Error('Nobody expected this call.');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = { send } as unknown as Table['client'];
  return { store: dynamoIncidentStore({ client, name: 'muster' }, ulidIds), asked };
}

const about = { message: 'told by the test', $metadata: {} };
const busy = () => new TransactionConflictException(about);
const canceled = (...codes: string[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => ({ Code })) });
const record = incidentOf();

describe('the incidents in DynamoDB, while others write the same items', () => {
  it('ask for a dedup key again when a transaction holds its pointer', async () => {
    const { store, asked } = tableThat(busy(), { Attributes: { incidentId: record.id, alertCount: 1 } });
    const { serviceId, dedupKey, id: incidentId } = record;
    const joined = { count: 1, signals: [] };
    const claim = await store.claim({
      serviceId,
      dedupKey,
      incidentId,
      joined,
      triggeredAt: record.openedAt,
    });
    expect(claim.incidentId).toBe(record.id);
    expect(asked).toHaveLength(2);
  });

  it('do not take a held pointer for a written incident', async () => {
    const { store, asked } = tableThat(canceled('None', 'None', 'TransactionConflict'), {});
    expect(await store.create({ record: record, events: [], steps: [] }, [])).toBe('created');
    expect(asked).toHaveLength(2);
  });

  it('say that an incident exists where a condition failed', async () => {
    const { store } = tableThat(canceled('ConditionalCheckFailed', 'None', 'TransactionConflict'));
    expect(await store.create({ record: record, events: [], steps: [] }, [])).toBe('exists');
  });

  it('write a change without the pointers that lead elsewhere, and with the others', async () => {
    const dedupReferences = ['mine', 'foreign'].map((dedupKey) => ({
      serviceId: 'svc',
      dedupKey,
      alertCount: 1,
    }));
    const change = decideMove(
      incidentIn('triggered', { dedupReferences }),
      { name: 'cancel' },
      {
        actor: alice,
        now: START,
      },
    );
    const { store, asked } = tableThat(canceled('None', 'None', 'None', 'ConditionalCheckFailed'), {});
    expect(await store.commit(change)).toBe('committed');
    const [whole, again] = asked as TransactWriteCommand[];
    expect(again?.input.TransactItems).toEqual(whole?.input.TransactItems?.slice(0, 3));
  });

  it('hand on what is neither a lost race nor a condition', async () => {
    const { store } = tableThat(canceled('ThrottlingError'));
    await expect(store.create({ record: record, events: [], steps: [] }, [])).rejects.toThrow(
      TransactionCanceledException,
    );
  });
});
