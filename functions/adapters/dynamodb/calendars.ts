import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CalendarFeed, CalendarStore, CalendarSubject } from '#operations/calendar/store.ts';
import type { Table } from './client.ts';
import { auditWrite, mustExist, refused, transact, type Write } from './configurationTransaction.ts';
import { type Key, keys } from './keys.ts';

/**
 * The calendars in DynamoDB. Each lies under the hash of its token, where a request finds it in one read, and a second
 * time under its subject, where it is found to be revoked.
 */
export function dynamoCalendarStore(table: Table): CalendarStore {
  const { client, name: TableName } = table;

  const read = async (Key: Key): Promise<CalendarFeed | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    if (!Item) return undefined;
    const { pk: _pk, sk: _sk, ...feed } = Item;
    return feed as CalendarFeed;
  };
  const subjectKey = ({ type, id }: CalendarSubject) => keys.calendarOf(type, id);
  /** That the subject's calendar is still the one that was read, or that it still has none. */
  const unchanged = (read: CalendarFeed | undefined) =>
    read
      ? {
          ConditionExpression: '#hash = :read',
          ExpressionAttributeNames: { '#hash': 'hash' },
          ExpressionAttributeValues: { ':read': read.hash },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' };
  const close = ({ hash }: CalendarFeed): Write => ({ Delete: { TableName, Key: keys.calendar(hash) } });

  return {
    find: async (hash) => await read(keys.calendar(hash)),
    ofSubject: async (subject) => await read(subjectKey(subject)),

    put: async (feed, replaced, audit) => {
      const { subject, hash } = feed;
      const reasons = await transact(table, [
        { Put: { TableName, Item: { ...subjectKey(subject), ...feed }, ...unchanged(replaced) } },
        mustExist(table, keys.configuration(subject.type, subject.id)),
        { Put: { TableName, Item: { ...keys.calendar(hash), ...feed } } },
        ...(replaced ? [close(replaced)] : []),
        auditWrite(table, audit),
      ]);
      if (!reasons) return 'written';
      return refused(reasons[1]) ? 'missing' : 'conflict';
    },

    remove: async (feed, audit) => {
      const reasons = await transact(table, [
        { Delete: { TableName, Key: subjectKey(feed.subject), ...unchanged(feed) } },
        close(feed),
        auditWrite(table, audit),
      ]);
      return reasons === undefined;
    },
  };
}
