import { SNSClient } from '@aws-sdk/client-sns';
import { systemClock } from '#adapters/clock.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoNotices } from '#adapters/dynamodb/notices.ts';
import { dynamoOverrideStore } from '#adapters/dynamodb/overrides.ts';
import { dynamoPlanExercises } from '#adapters/dynamodb/planExercises.ts';
import { ulidIds } from '#adapters/ids.ts';
import { snsContactTopics } from '#adapters/sns/contactTopics.ts';
import { pagingClient, snsPager } from '#adapters/sns/pager.ts';
import { type Coverage, checkCoverage } from '#operations/coverage/checkCoverage.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';

const { TABLE_NAME, CONTACT_TOPIC_PREFIX } = environment('TABLE_NAME', 'CONTACT_TOPIC_PREFIX');
const table = openTable(TABLE_NAME);
const ports = {
  store: dynamoConfigurationStore(table),
  overrides: dynamoOverrideStore(table),
  exercises: dynamoPlanExercises(table),
  notices: dynamoNotices(table),
  topics: snsContactTopics(new SNSClient({}), CONTACT_TOPIC_PREFIX),
  pager: snsPager(pagingClient()),
  clock: systemClock,
  ids: ulidIds,
  log: operatorLog,
};

/** Every day: teams hear of gaps in their schedules, of people on call who cannot be reached, and of stale plans. */
export function handler(): Promise<Coverage> {
  return checkCoverage(ports);
}
