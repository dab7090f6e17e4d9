import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { ulidIds } from '#adapters/ids.ts';
import { Failure } from '#local/failure.ts';
import type { Bench } from '../bench.ts';
import type { Meter } from '../metering/meter.ts';
import { seedOpenIncidents } from '../openPage/seed.ts';
import { separateTable } from '../separateTable.ts';
import { exactly, type Verdict } from '../verdict.ts';

const FEW = 100;
const MANY = 10_000;
/** So that all numbers have as many digits, and their incidents the same size. */
const FIRST = 100_001;
const PAGE = 50;
const CALLER = 'OpenPage';

const marshallOptions = { removeUndefinedValues: true };

/** What the store reads for a page of open incidents when few are open, and when many are. */
export async function openPage({ aws, stack }: Bench, meter: Meter): Promise<Verdict> {
  const name = await separateTable(aws.dynamoDb, stack.tableName, 'muster-bench-open-page');
  const direct = DynamoDBDocumentClient.from(aws.dynamoDb, { marshallOptions });
  const { accessKeyId, secretAccessKey, region } = stack;
  const metered = new DynamoDBClient({
    endpoint: await meter.endpointFor(CALLER),
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  const client = DynamoDBDocumentClient.from(metered, { marshallOptions });
  const store = dynamoIncidentStore({ client, name }, ulidIds);

  const unitsOfPage = async (): Promise<number> => {
    const before = meter.calls.length;
    const { items } = await store.list({ status: ['open'] }, PAGE, undefined);
    if (items.length !== PAGE) throw new Failure(`A page of ${PAGE} open incidents had ${items.length}.`);
    const own = meter.calls.slice(before).filter(({ caller }) => caller === CALLER);
    return own.reduce((sum, call) => sum + call.readUnits, 0);
  };

  await seedOpenIncidents(direct, name, FIRST, FIRST + FEW - 1);
  const few = await unitsOfPage();
  await seedOpenIncidents(direct, name, FIRST + FEW, FIRST + MANY - 1);
  const many = await unitsOfPage();
  metered.destroy();
  return exactly(`page of ${PAGE} open: read units at ${MANY} as at ${FEW}`, many, few);
}
