import { configurationKey } from '#domain/schema.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { type Kind, kindOf } from '../kinds.ts';
import type { Reference } from './declaration.ts';
import { idPrefix, inputSchema, walk } from './inputSchema.ts';
import type { Named, Report } from './named.ts';
import { didYouMean } from './nearMiss.ts';
import { placeholder } from './placeholder.ts';

/** The service of this name is the one to which everything goes that maps nowhere: there is always one. */
const DEFAULT_SERVICE = 'default';

/** The id of a thing of the set, or what stands for it until it is known. */
export function idOf(kind: Kind, key: string, name: string): string {
  return kind.section === 'services' && name === DEFAULT_SERVICE
    ? DEFAULT_SERVICE_ID
    : placeholder(kind.prefix, key);
}

/**
 * What a thing names, and which fields there are in each part of it.
 *
 * @param set the name of the file set
 * @param all what the set names
 * @param report is told what is named and is nowhere in the set
 * @returns the references, and the names of the fields by the dotted path of their part
 */
export function look(
  thingKind: Kind,
  body: unknown,
  { set, all, report }: { set: string; all: readonly Named[]; report: Report },
): { references: Reference[]; fieldsAt: Map<string, string[]> } {
  const references = new Map<string, Reference>();
  const fieldsAt = new Map<string, string[]>();
  walk(inputSchema(thingKind), body, (schema, value, path) => {
    const at = path.join('.');
    if (schema.properties) fieldsAt.set(at, [...(fieldsAt.get(at) ?? []), ...Object.keys(schema.properties)]);
    const kind = kindOf(idPrefix(schema) ?? '');
    if (!kind || typeof value !== 'string') return;
    if (new RegExp(schema.pattern ?? '').test(value)) {
      references.set(at, { path, kind, id: value, key: null });
      return;
    }
    const [name, other] = value.split('/').toReversed();
    const own = other === undefined || other === set;
    const key = own ? `${set}/${name}` : value;
    if (!configurationKey.safeParse(key).success || name === undefined) {
      report(path, `Give the key of a ${kind.noun}, or its id.`);
    } else if (own && name !== DEFAULT_SERVICE && !isNamed(kind, name, all)) {
      report(path, notNamed(kind, name, all));
    }
    const id = idOf(kind, key, own ? (name ?? '') : '');
    references.set(at, { path, kind, id, key: id === DEFAULT_SERVICE_ID ? null : key });
  });
  return { references: [...references.values()], fieldsAt };
}

const isNamed = (kind: Kind, name: string, all: readonly Named[]): boolean =>
  all.some((one) => one.kind === kind && one.name === name);

function notNamed(kind: Kind, name: string, all: readonly Named[]): string {
  const others = all.filter((one) => one.kind !== kind && one.name === name).map((one) => one.kind.noun);
  const names = all.filter((one) => one.kind === kind).map((one) => one.name);
  const hint = others[0] ? ` "${name}" is a ${others[0]}.` : didYouMean(name, names);
  return `There is no ${kind.noun} "${name}" in these files.${hint}`;
}
