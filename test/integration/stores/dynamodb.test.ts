import { dynamoKeyStore } from '#adapters/dynamodb/apiKeys.ts';
import { dynamoAuditLog } from '#adapters/dynamodb/audit.ts';
import { dynamoBundles } from '#adapters/dynamodb/bundles.ts';
import { dynamoCalendarStore } from '#adapters/dynamodb/calendars.ts';
import { dynamoConfigurationStore } from '#adapters/dynamodb/configuration.ts';
import { dynamoIdempotencyStore } from '#adapters/dynamodb/idempotency.ts';
import { dynamoIncidentStore } from '#adapters/dynamodb/incidents.ts';
import { dynamoNotices } from '#adapters/dynamodb/notices.ts';
import { dynamoOverrideStore } from '#adapters/dynamodb/overrides.ts';
import { dynamoPhoneVerifications } from '#adapters/dynamodb/phoneVerifications.ts';
import { dynamoPlanExercises } from '#adapters/dynamodb/planExercises.ts';
import { dynamoSettingsStore } from '#adapters/dynamodb/settings.ts';
import { dynamoTurns } from '#adapters/dynamodb/turns.ts';
import { ulidIds } from '#adapters/ids.ts';
import { bundleStoreContract } from '#test/support/contracts/bundleStore.ts';
import { calendarStoreContract } from '#test/support/contracts/calendarStore.ts';
import { configurationStoreContract } from '#test/support/contracts/configurationStore.ts';
import { idempotencyStoreContract } from '#test/support/contracts/idempotencyStore.ts';
import { incidentStoreContract } from '#test/support/contracts/incidentStore.ts';
import { keyStoreContract } from '#test/support/contracts/keyStore.ts';
import { noticeStoreContract } from '#test/support/contracts/noticeStore.ts';
import { overrideStoreContract } from '#test/support/contracts/overrideStore.ts';
import { phoneVerificationStoreContract } from '#test/support/contracts/phoneVerificationStore.ts';
import { planExercisesContract } from '#test/support/contracts/planExercises.ts';
import { settingsStoreContract } from '#test/support/contracts/settingsStore.ts';
import { turnStoreContract } from '#test/support/contracts/turnStore.ts';
import { scratchTable } from '#test/support/scratchTable.ts';

// The suites that the twins in memory pass in test/unit/adapters, over the real table.
const table = await scratchTable();
/** When the audit rows of the contract were written. */
const clock = { now: () => new Date('2026-03-01T03:00:00.000Z'), sleep: async () => undefined };

incidentStoreContract(() => ({ store: dynamoIncidentStore(table, ulidIds), ids: ulidIds }));
configurationStoreContract(() => ({
  store: dynamoConfigurationStore(table),
  auditLog: dynamoAuditLog(table, clock),
}));
overrideStoreContract(() => ({
  overrides: dynamoOverrideStore(table),
  configuration: dynamoConfigurationStore(table),
}));
calendarStoreContract(() => ({
  calendars: dynamoCalendarStore(table),
  configuration: dynamoConfigurationStore(table),
}));
keyStoreContract(() => dynamoKeyStore(table));
settingsStoreContract(() => dynamoSettingsStore(table));
phoneVerificationStoreContract(() => dynamoPhoneVerifications(table));
noticeStoreContract(() => dynamoNotices(table));
idempotencyStoreContract(() => dynamoIdempotencyStore(table));
planExercisesContract(() => dynamoPlanExercises(table));
bundleStoreContract(() => dynamoBundles(table));
turnStoreContract(() => dynamoTurns(table));
