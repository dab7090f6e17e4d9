import { SNSClient } from '@aws-sdk/client-sns';
import { systemClock } from '#adapters/clock.ts';
import { dynamoKeyStore } from '#adapters/dynamodb/apiKeys.ts';
import { dynamoAuditLog } from '#adapters/dynamodb/audit.ts';
import { dynamoCalendarStore } from '#adapters/dynamodb/calendars.ts';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoIdempotencyStore } from '#adapters/dynamodb/idempotency.ts';
import { dynamoOrganisation } from '#adapters/dynamodb/organisation.ts';
import { dynamoOverrideStore } from '#adapters/dynamodb/overrides.ts';
import { dynamoPhoneVerifications } from '#adapters/dynamodb/phoneVerifications.ts';
import { dynamoPlanExercises } from '#adapters/dynamodb/planExercises.ts';
import { dynamoRejectedPayloads } from '#adapters/dynamodb/rejectedPayloads.ts';
import { dynamoSettingsStore } from '#adapters/dynamodb/settings.ts';
import { dynamoTurns } from '#adapters/dynamodb/turns.ts';
import { ulidIds } from '#adapters/ids.ts';
import { snsContactTopics } from '#adapters/sns/contactTopics.ts';
import { pagingClient, snsPager } from '#adapters/sns/pager.ts';
import { environment } from '../environment.ts';
import { operatorLog } from '../operatorLog.ts';
import { createConfigurationApi } from './configuration/createConfigurationApi.ts';

const { TABLE_NAME, CONTACT_TOPIC_PREFIX, PUBLIC_URL } = environment(
  'TABLE_NAME',
  'CONTACT_TOPIC_PREFIX',
  'PUBLIC_URL',
);
const table = openTable(TABLE_NAME);

/** The routes of configuration: people, teams, schedules, services, policies, integrations, settings, keys and logs. */
export const handler = createConfigurationApi({
  store: dynamoConfigurationStore(table),
  overrides: dynamoOverrideStore(table),
  calendars: dynamoCalendarStore(table),
  settings: dynamoSettingsStore(table),
  keys: dynamoKeyStore(table),
  auditLog: dynamoAuditLog(table, systemClock),
  rejectedPayloads: dynamoRejectedPayloads(table),
  exercises: dynamoPlanExercises(table),
  organisation: dynamoOrganisation(table),
  turns: dynamoTurns(table),
  topics: snsContactTopics(new SNSClient({}), CONTACT_TOPIC_PREFIX),
  pager: snsPager(pagingClient()),
  phoneVerifications: dynamoPhoneVerifications(table),
  idempotency: dynamoIdempotencyStore(table),
  publicUrl: PUBLIC_URL,
  clock: systemClock,
  ids: ulidIds,
  log: operatorLog,
});
