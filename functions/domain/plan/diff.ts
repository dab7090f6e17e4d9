import { isDeepStrictEqual } from 'node:util';
import type { PlanChange, ResponsePlanInput } from './schema.ts';

/** By what the things of a list are told apart, whatever their place. */
const identities = ['key', 'role'];

type Entry = Record<string, unknown>;

/**
 * What has changed from one version of a plan to another. Steps of the runbook and roles are compared by their key and
 * role: `runbook.steps.check-graphs.title`. Where their order has changed, the path of the list has the keys in the old
 * and the new order. Other lists are compared as a whole.
 *
 * @param before null: there was none, and all that is given in the other is new
 * @returns the changes in the order of the fields; null is what is absent
 */
export const diffPlans = (before: ResponsePlanInput | null, after: ResponsePlanInput): PlanChange[] =>
  changesOf('', before ?? {}, after);

function changesOf(path: string, before: unknown, after: unknown): PlanChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isEntry(before) && isEntry(after)) return changesOfFields(path, before, after);
  const identity = identityOf(before, after);
  if (identity) return changesOfList(path, before as Entry[], after as Entry[], identity);
  return [{ path, before, after }];
}

function changesOfFields(path: string, before: Entry, after: Entry): PlanChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    changesOf(path === '' ? name : `${path}.${name}`, own(before, name), own(after, name)),
  );
}

function changesOfList(path: string, before: Entry[], after: Entry[], identity: string): PlanChange[] {
  const byName = (list: Entry[]) => Object.fromEntries(list.map((entry) => [entry[identity], entry]));
  const order = (list: Entry[], others: Entry[]) => {
    const known = new Set(others.map((entry) => entry[identity]));
    return list.map((entry) => entry[identity]).filter((name) => known.has(name));
  };
  const [old, now] = [order(before, after), order(after, before)];
  return [
    ...(isDeepStrictEqual(old, now) ? [] : [{ path, before: old, after: now }]),
    ...changesOfFields(path, byName(before), byName(after)),
  ];
}

/** Names come from people: a step may be called `constructor`. */
const own = (entry: Entry, name: string): unknown =>
  (Object.hasOwn(entry, name) ? entry[name] : null) ?? null;

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What tells the entries of both lists apart; undefined for other values, and for lists of nothing. */
function identityOf(before: unknown, after: unknown): string | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const entries = [...before, ...after];
  return identities.find((name) => entries.every((entry) => isEntry(entry) && name in entry));
}
