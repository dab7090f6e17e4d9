import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { findRecords, noteUse } from '#lib/grants/records.ts';

/** Says whose API key a request carries. */
export const authorizer = (scope: Construct, { config, records }: Resources): HandlerFunction =>
  new HandlerFunction(scope, 'Authorizer', {
    config,
    description: 'Muster: whose API key it is and what it may do',
    entry: 'authorizer.ts',
    // The gateway waits no longer for an authorizer.
    timeout: Duration.seconds(10),
    environment: { TABLE_NAME: records.table.tableName },
    grants: [
      findRecords(records, 'A key is found by its hash.'),
      noteUse(records, 'A key shows when it was last used.'),
    ],
  });
