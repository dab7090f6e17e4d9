import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HandlerFunction } from '#lib/constructs/handler-function.ts';
import type { Resources } from '#lib/functions/resources.ts';
import { manageContactTopics, pageByEmail, pageBySms, unsubscribeContacts } from '#lib/grants/contacts.ts';
import { checkRecords, deleteRecords, readRecords, writeRecords } from '#lib/grants/records.ts';

/** Answers the routes of configuration: people, teams, schedules, services, policies, settings, integrations, keys, audit. */
export const apiConfiguration = (
  scope: Construct,
  { config, records, contactTopicPrefix, contactTopicsArn, publicUrl }: Resources,
): HandlerFunction =>
  new HandlerFunction(scope, 'ApiConfiguration', {
    config,
    description: 'Muster: the API of configuration',
    entry: 'api/configuration.ts',
    timeout: Duration.seconds(25),
    environment: {
      TABLE_NAME: records.table.tableName,
      CONTACT_TOPIC_PREFIX: contactTopicPrefix,
      PUBLIC_URL: publicUrl,
    },
    grants: [
      readRecords(records, 'Configuration is read to show it and to check what a change refers to.'),
      writeRecords(records, 'A change and its audit entry are one transaction.'),
      checkRecords(
        records,
        'An override names people, and a calendar somebody, who exist when it is written.',
      ),
      deleteRecords(records, 'What nobody uses any more can be deleted, and a revoked integration key is.'),
      manageContactTopics(contactTopicsArn, 'Each contact has an email topic of its own.'),
      unsubscribeContacts('A changed address must get no more pages.'),
      pageByEmail(contactTopicsArn, 'A test page by email.'),
      pageBySms('A test page by SMS, and the code that verifies a phone.'),
    ],
  });
