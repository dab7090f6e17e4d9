import type { IdempotencyStore, RequestName, RequestRecord } from '#operations/idempotency/store.ts';

/** Remembers requests in memory, for tests. */
export function memoryIdempotencyStore(): IdempotencyStore {
  const records = new Map<string, RequestRecord>();
  const spell = ({ keyId, operationId, idempotencyKey }: RequestName) =>
    JSON.stringify([keyId, operationId, idempotencyKey]);
  const owned = (name: RequestName, owner: string) => {
    const record = records.get(spell(name));
    return record?.owner === owner ? record : undefined;
  };
  return {
    claim: async (name, record) => {
      const earlier = records.get(spell(name));
      if (earlier) return { ...earlier };
      records.set(spell(name), { ...record });
      return record;
    },
    takeOver: async (name, from, to) => {
      const record = owned(name, from.owner);
      if (record?.leaseUntil !== from.leaseUntil) return false;
      Object.assign(record, { owner: to.owner, leaseUntil: to.leaseUntil });
      return true;
    },
    answer: async (name, owner, answer) => {
      const record = owned(name, owner);
      if (record) record.answer = answer;
    },
    release: async (name, owner) => {
      const record = owned(name, owner);
      if (record) record.leaseUntil = 0;
    },
    forget: async (name, owner) => {
      if (owned(name, owner)) records.delete(spell(name));
    },
  };
}
