import type { RecordTable } from '#lib/constructs/record-table.ts';
import type { Grant } from '#lib/grants/grant.ts';

/** Reads items by key or by partition. Never a scan: its cost grows with the table. */
export const readRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'ReadRecords',
  reason,
  actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  resources: [table.tableArn],
});

/** Writes items, alone or in a transaction with conditions on others. */
export const writeRecords = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'WriteRecords',
  reason,
  actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'],
  resources: [table.tableArn],
});

/** Lists incidents by time, all of them or the open ones. */
export const listIncidents = ({ indexArns }: RecordTable, reason: string): Grant => ({
  capability: 'ListIncidents',
  reason,
  actions: ['dynamodb:Query'],
  resources: indexArns,
});

/** Finds an API key by its hash and notes when it was last used. */
export const checkKeys = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'CheckKeys',
  reason,
  actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  resources: [table.tableArn],
});

/** Finds an integration by its key's hash, notes its use, and keeps payloads that were refused. */
export const keepRejectedPayloads = ({ table }: RecordTable, reason: string): Grant => ({
  capability: 'KeepRejectedPayloads',
  reason,
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  resources: [table.tableArn],
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
