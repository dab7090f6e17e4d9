import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type IncidentFilter, matches, showsOnlyOpen } from '#domain/incident/filter.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Page } from '#operations/ports.ts';
import type { Table } from './client.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { BY_TIME_INDEX, BY_TIME_PARTITION, fromItem, OPEN_INDEX, OPEN_PARTITION } from './incidentItem.ts';
import { keys } from './keys.ts';

/** A filtered list reads at most this many pages of 200 for one answer, and goes on by its cursor. */
const LONGEST_SEARCH = 10;
const SEARCH_PAGE = 200;

/**
 * Lists incidents, the newest first. A list of open ones reads the index that holds nothing else, so that it costs
 * the same however many there are.
 *
 * @param cursor where the page before ended
 * @throws Refusal `validation-failed` for a cursor of another list
 */
export async function listIncidents(
  table: Table,
  filter: IncidentFilter,
  limit: number,
  cursor: string | undefined,
): Promise<Page<IncidentRecord>> {
  const openOnly = showsOnlyOpen(filter);
  const partition = openOnly
    ? { name: 'openPk', value: OPEN_PARTITION }
    : { name: 'allPk', value: BY_TIME_PARTITION };
  const unfiltered = Object.entries(filter).every(
    ([name, value]) =>
      value === undefined || (name === 'status' && filter.status?.every((one) => one === 'open')),
  );
  const found: IncidentRecord[] = [];
  let start: Record<string, unknown> | undefined = fromCursor(cursor, {
    pk: undefined,
    sk: keys.incident('').sk,
    [partition.name]: partition.value,
    timeSk: undefined,
  });
  for (let pages = 0; pages < LONGEST_SEARCH; pages += 1) {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: openOnly ? OPEN_INDEX : BY_TIME_INDEX,
        KeyConditionExpression: `${partition.name} = :partition AND timeSk BETWEEN :from AND :to`,
        ExpressionAttributeValues: {
          ':partition': partition.value,
          ':from': filter.from ? new Date(filter.from).toISOString() : '0',
          ':to': filter.to ? new Date(filter.to).toISOString() : 'Z',
        },
        ScanIndexForward: false,
        Limit: unfiltered ? limit : SEARCH_PAGE,
        ExclusiveStartKey: start,
      }),
    );
    for (const item of page.Items ?? []) {
      const record = fromItem(item);
      start = { pk: item.pk, sk: item.sk, [partition.name]: partition.value, timeSk: item.timeSk };
      if (matches(record, filter)) found.push(record);
      if (found.length === limit) {
        const last = item === page.Items?.at(-1) && !page.LastEvaluatedKey;
        return { items: found, nextCursor: last ? null : toCursor(start) };
      }
    }
    if (!page.LastEvaluatedKey) return { items: found, nextCursor: null };
    start = page.LastEvaluatedKey;
  }
  return { items: found, nextCursor: toCursor(start) };
}
