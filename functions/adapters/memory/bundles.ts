import type { BundleKey, BundleMember, Bundles, SentBundle } from '#operations/paging/bundles.ts';

interface Bundle {
  members: Map<string, BundleMember>;
  sender?: BundleMember;
  sent?: SentBundle;
}

/** Bundles in memory: the twin of the table for tests, held to the same contract. */
export function memoryBundles(): Bundles {
  const bundles = new Map<string, Bundle>();
  const find = ({ contactId, channel, dueAt }: BundleKey): Bundle => {
    const name = JSON.stringify([contactId, channel, dueAt]);
    const bundle = bundles.get(name) ?? { members: new Map() };
    bundles.set(name, bundle);
    return bundle;
  };
  return {
    join: async (key, member) => {
      find(key).members.set(member.incidentId, member);
    },
    take: async (key, sender, now) => {
      const bundle = find(key);
      const other =
        bundle.sender && bundle.sender.incidentId !== sender.incidentId ? bundle.sender : undefined;
      if (bundle.sent || (other && other.until >= now.toISOString())) return false;
      bundle.sender = sender;
      return true;
    },
    members: async (key) => [...find(key).members.values()],
    close: async (key, sent) => {
      find(key).sent = sent;
    },
    sent: async (key) => find(key).sent,
  };
}
