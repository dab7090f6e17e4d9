import type { RecordTable } from '#lib/constructs/record-table.ts';
import type { Grant } from '#lib/grants/grant.ts';

/** Finds single items by their whole key. */
export const findRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'FindRecords',
  reason,
  actions: ['dynamodb:GetItem'],
  resources: [table.tableArn],
});

/** Reads items by key, several at once or a whole partition. Never a scan: its cost grows with the table. */
export const readRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'ReadRecords',
  reason,
  actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  resources: [table.tableArn],
});

/** Makes and changes items, alone or several in a transaction. */
export const writeRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'WriteRecords',
  reason,
  actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  resources: [table.tableArn],
});

/** Notes on an item that is there when it was last used. */
export const noteUse = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'NoteUse',
  reason,
  actions: ['dynamodb:UpdateItem'],
  resources: [table.tableArn],
});

/** Makes a transaction depend on an item that it does not change. */
export const checkRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'CheckRecords',
  reason,
  actions: ['dynamodb:ConditionCheckItem'],
  resources: [table.tableArn],
});

/** Deletes items. */
export const deleteRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'DeleteRecords',
  reason,
  actions: ['dynamodb:DeleteItem'],
  resources: [table.tableArn],
});

/** Lists incidents by time, all of them or the open ones. */
export const listIncidents = (records: RecordTable, reason: string): Grant => ({
  capability: 'ListIncidents',
  reason,
  actions: ['dynamodb:Query'],
  resources: [records.indexArn('incidentsByTime'), records.indexArn('openIncidents')],
});

/** Lists the open incidents. */
export const listOpenIncidents = (records: RecordTable, reason: string): Grant => ({
  capability: 'ListOpenIncidents',
  reason,
  actions: ['dynamodb:Query'],
  resources: [records.indexArn('openIncidents')],
});

/** Reads the changes of the table. Lambda's poller acts with the function's role. */
export const readChanges = ({ streamArn }: RecordTable, reason: string): Grant => ({
  capability: 'ReadChanges',
  reason,
  actions: [
    'dynamodb:DescribeStream',
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:ListStreams',
  ],
  resources: [streamArn],
});
