import type { RejectedPayload } from '#domain/integration/schema.ts';
import type { RejectedPayloads } from '#operations/intake/ports.ts';
import type { RejectedPayloadLog } from '#operations/integrations/rejectedPayloadLog.ts';
import { pageFrom } from './page.ts';

/** The payloads that could not be read, in memory, for tests. */
export function memoryRejectedPayloads(): RejectedPayloads & RejectedPayloadLog {
  const kept = new Map<string, RejectedPayload>();
  const nameOf = ({ at, id }: RejectedPayload) => `${at}#${id}`;
  return {
    keep: async (rejected) => {
      kept.set(rejected.id, rejected);
    },
    list: async (limit, cursor) => {
      const newestFirst = [...kept.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? 1 : -1));
      return pageFrom(newestFirst, nameOf, limit, cursor);
    },
  };
}
