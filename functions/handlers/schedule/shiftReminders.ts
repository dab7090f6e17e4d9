import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoNotices } from '#adapters/dynamodb/notices.ts';
import { dynamoOverrideStore } from '#adapters/dynamodb/overrides.ts';
import { ulidIds } from '#adapters/ids.ts';
import { pagingClient, snsPager } from '#adapters/sns/pager.ts';
import { remindOfShifts } from '#operations/coverage/remindOfShifts.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';

const { TABLE_NAME } = environment('TABLE_NAME');
const table = openTable(TABLE_NAME);
const ports = {
  store: dynamoConfigurationStore(table),
  overrides: dynamoOverrideStore(table),
  notices: dynamoNotices(table),
  pager: snsPager(pagingClient()),
  clock: systemClock,
  ids: ulidIds,
  log: operatorLog,
};

/** Every half hour: whoever's shift is about to begin hears of it. */
export function handler(): Promise<{ reminded: number; failed: number }> {
  return remindOfShifts(ports);
}
