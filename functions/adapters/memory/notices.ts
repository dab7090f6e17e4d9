import type { NoticeStore } from '#operations/notice/store.ts';

/** Remembers in memory which messages have gone out, for tests. */
export function memoryNotices(): NoticeStore {
  const notices = new Map<string, { owner: string; heldUntil: number; sentAt?: string }>();
  return {
    claim: async (name, { owner, from, until }) => {
      const known = notices.get(name);
      const free = !known || known.owner === owner || (known.sentAt === undefined && known.heldUntil <= from);
      if (free) notices.set(name, { owner, heldUntil: until });
      return free;
    },
    sent: async (name, at) => {
      const known = notices.get(name);
      if (known) known.sentAt = at;
    },
    release: async (name, owner) => {
      const known = notices.get(name);
      if (known?.owner === owner) known.heldUntil = 0;
    },
  };
}
