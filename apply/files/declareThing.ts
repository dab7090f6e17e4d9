import type * as z from 'zod';
import { configurationKey } from '#domain/schema.ts';
import { DEFAULT_SERVICE_ID } from '#domain/service/default.ts';
import { type Kind, kindOf } from '../kinds.ts';
import type { Declared, Reference } from './declaration.ts';
import type { Path, YamlFile } from './document.ts';
import { idPrefix, inputSchema, isObject, walk } from './inputSchema.ts';
import { didYouMean } from './nearMiss.ts';
import { placeholder } from './placeholder.ts';

/** The service of this name is the one to which everything goes that maps nowhere: there is always one. */
const DEFAULT_SERVICE = 'default';

/** A thing as a file names it, not looked at yet. */
export interface Named {
  kind: Kind;
  name: string;
  content: unknown;
  file: YamlFile;
}

type Report = (path: Path, message: string) => void;

/**
 * Validates a thing by what the API takes.
 *
 * @param set the name of the file set
 * @param all what the set names, for references
 * @param report is told each mistake and its path in the thing
 */
export function declareThing(
  { kind, name, content, file }: Named,
  set: string,
  all: readonly Named[],
  report: Report,
): Declared {
  const key = `${set}/${name}`;
  const body = JSON.parse(JSON.stringify(content ?? {}));
  if (name.includes('/') || !configurationKey.safeParse(key).success) {
    report([], 'Give a key of at most 80 lower case letters, digits and hyphens, for example web-shop.');
  }
  if (!isObject(body)) report([], `Give a map: the fields of the ${kind.noun}.`);
  if (isObject(body) && 'key' in body) {
    report(['key'], `The key is the name of the ${kind.noun} in the file: ${name}. Leave this out.`);
  }

  const { references, fieldsAt } = look(kind, body, { set, all, report });
  for (const { path, id } of references) {
    if (id === idOf(kind, key, name)) report(path, `A ${kind.noun} can not name itself.`);
    put(body, path, id);
  }
  const result = kind.input.safeParse(isObject(body) ? { ...body, key } : {});
  if (isObject(body) && !result.success) {
    // One rule that a field does not follow is enough: the next one often follows from it.
    const issues = result.error.issues.filter(
      ({ code, path }, index, all) =>
        index === all.findIndex((one) => one.code === code && one.path.join('.') === path.join('.')),
    );
    for (const issue of issues) reportIssue(issue, { kind, name, file, body, fieldsAt, report });
  }
  const left = kind.personal.filter((field) => !(isObject(body) && field in body));
  return {
    kind,
    name,
    key,
    id: idOf(kind, key, name),
    // Optional fields that are absent are left out, as in the API's answers.
    input: result.success ? JSON.parse(JSON.stringify(result.data)) : {},
    fields: Object.keys(kind.input.shape).filter((field) => field !== 'key' && !left.includes(field)),
    references,
    placeOf: (path = []) => file.placeOf([kind.section, name, ...path]),
  };
}

function idOf(kind: Kind, key: string, name: string): string {
  return kind.section === 'services' && name === DEFAULT_SERVICE
    ? DEFAULT_SERVICE_ID
    : placeholder(kind.prefix, key);
}

/** What a thing names, and which fields there are in each part of it. */
function look(
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

function reportIssue(
  issue: z.core.$ZodIssue,
  {
    kind,
    name,
    file,
    body,
    fieldsAt,
    report,
  }: {
    kind: Kind;
    name: string;
    file: YamlFile;
    body: unknown;
    fieldsAt: Map<string, string[]>;
    report: Report;
  },
): void {
  const path = issue.path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
  // The key is no field of a file, and is judged by its own rule.
  if (path[0] === 'key') return;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const known = fieldsAt.get(path.join('.')) ?? [];
      report([...path, key], `There is no such field.${didYouMean(key, known)}`);
    }
  } else if (issue.code === 'invalid_type' && valueAt(body, path) === undefined) {
    report(path, 'It is missing.');
  } else {
    const spelling = file.spelling([kind.section, name, ...path]);
    const unquoted = issue.code === 'invalid_type' && issue.expected === 'string' && spelling !== undefined;
    report(path, unquoted ? `This has to be text. Put it in quotes: "${spelling}".` : issue.message);
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, segment) => (part as Record<string, unknown> | undefined)?.[segment],
    value,
  );
}

function put(body: unknown, path: Path, value: unknown): void {
  const holder = valueAt(body, path.slice(0, -1)) as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
}
