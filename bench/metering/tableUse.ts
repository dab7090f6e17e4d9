import {
  BatchGetItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { type IndexKey, itemSize, readUnits, type WireItem, writeUnits } from './capacity.ts';
import type { Answer } from './forward.ts';

/** What a call costs in a table on demand, in request units. */
export interface TableUse {
  writeUnits: number;
  readUnits: number;
}

/** One item that a call writes or checks: named by its key, or by an item that holds its key. */
interface ItemWrite {
  TableName: string;
  Key?: WireItem;
  Item?: WireItem;
}

interface Read {
  TableName?: string;
  ConsistentRead?: boolean;
  RequestItems?: Record<string, { Keys: WireItem[]; ConsistentRead?: boolean }>;
}

interface ReadAnswer {
  Item?: WireItem;
  Items?: WireItem[];
  Responses?: Record<string, WireItem[]>;
}

interface Shape {
  key: string[];
  indexes: IndexKey[];
}

/** Sends a call and says what it cost. */
export type Measure = (
  operation: string,
  // biome-ignore lint/suspicious/noExplicitAny: the body of any of DynamoDB's operations, read by its name
  input: any,
  send: () => Promise<Answer>,
) => Promise<TableUse & { answer: Answer }>;

/**
 * Measures calls of DynamoDB by its rules. Not by what MiniStack says it consumed, which for reads is a constant.
 *
 * @param client looks at the items before and after a write
 */
export function measureTables(client: DynamoDBClient): Measure {
  const shapes = new Map<string, Promise<Shape>>();
  const shapeOf = (table: string): Promise<Shape> => {
    const known = shapes.get(table) ?? describe(client, table);
    shapes.set(table, known);
    return known;
  };

  async function look(writes: ItemWrite[]): Promise<(WireItem | undefined)[]> {
    return Promise.all(
      writes.map(async ({ TableName, Key, Item }) => {
        const { key } = await shapeOf(TableName);
        const named = Object.fromEntries(key.map((name) => [name, (Key ?? Item)?.[name] ?? { S: '' }]));
        const { Responses } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [named], ConsistentRead: true } } }),
        );
        return Responses?.[TableName]?.[0];
      }),
    );
  }

  return async (operation, input, send) => {
    const writes = writesOf(operation, input);
    const before = await look(writes);
    const answer = await send();
    const after = await look(writes);
    let written = 0;
    for (const [index, { TableName }] of writes.entries()) {
      const { indexes } = await shapeOf(TableName);
      const item = { before: before[index], after: after[index] };
      written += writeUnits(item, indexes, operation === 'TransactWriteItems');
    }
    const readUnits = writes.length > 0 ? 0 : unitsOfRead(input, JSON.parse(answer.body.toString()));
    return { answer, writeUnits: written, readUnits };
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the body of any of DynamoDB's operations, read by its name
function writesOf(operation: string, input: any): ItemWrite[] {
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [input];
    case 'TransactWriteItems':
      return input.TransactItems.map((one: Record<string, ItemWrite>) => Object.values(one)[0]);
    case 'GetItem':
    case 'BatchGetItem':
    case 'Query':
      return [];
    default:
      throw new Error(`The bench can not measure ${operation} yet. Teach it in bench/metering/tableUse.ts.`);
  }
}

function unitsOfRead({ ConsistentRead = false, RequestItems }: Read, answer: ReadAnswer): number {
  if (!RequestItems) {
    const items = answer.Items ?? (answer.Item ? [answer.Item] : []);
    return readUnits(sizeOf(items), ConsistentRead);
  }
  let units = 0;
  for (const [table, { Keys, ConsistentRead: isConsistent = false }] of Object.entries(RequestItems)) {
    const found = answer.Responses?.[table] ?? [];
    const missing = Keys.length - found.length;
    for (const item of found) units += readUnits(itemSize(item), isConsistent);
    units += missing * readUnits(0, isConsistent);
  }
  return units;
}

const sizeOf = (items: WireItem[]): number => items.reduce((sum, item) => sum + itemSize(item), 0);

async function describe(client: DynamoDBClient, TableName: string): Promise<Shape> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const { KeySchema, GlobalSecondaryIndexes = [] } = Table as TableDescription;
  const names = (schema: TableDescription['KeySchema'] = []) =>
    schema.map(({ AttributeName = '' }) => AttributeName);
  return { key: names(KeySchema), indexes: GlobalSecondaryIndexes.map((index) => names(index.KeySchema)) };
}
