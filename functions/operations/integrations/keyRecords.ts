import type { ConfigurationRecord, IntegrationKeyRecord } from '../configuration/store.ts';

/** The records by which an integration's keys lead to it. */
export function keyRecordsOf({ id, body }: ConfigurationRecord<'integration'>): IntegrationKeyRecord[] {
  const { name, kind, serviceId, keyHash, previousKeys } = body;
  const record = { integrationId: id, name, kind, serviceId };
  return [
    { ...record, hash: keyHash, validUntil: null },
    ...previousKeys.map((previous) => ({ ...record, ...previous })),
  ];
}

/** The key records to write where an integration changes: those that lead to it now, and those that no longer do. */
export function keyChangeOf(
  after: ConfigurationRecord<'integration'>,
  before: ConfigurationRecord<'integration'>,
): { set: IntegrationKeyRecord[]; removed: string[] } {
  const set = keyRecordsOf(after);
  const kept = new Set(set.map(({ hash }) => hash));
  return {
    set,
    removed: keyRecordsOf(before)
      .map(({ hash }) => hash)
      .filter((hash) => !kept.has(hash)),
  };
}
