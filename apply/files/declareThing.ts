import { configurationKey } from '#domain/schema.ts';
import type { Declared } from './declaration.ts';
import type { Path } from './document.ts';
import { isObject } from './inputSchema.ts';
import { reportIssue } from './issues.ts';
import type { Named, Report } from './named.ts';
import { idOf, look } from './references.ts';
import { valueAt } from './valueAt.ts';

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
    for (const issue of issues) reportIssue(issue, { kind, name, file, body, fieldsAt }, report);
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

function put(body: unknown, path: Path, value: unknown): void {
  const holder = valueAt(body, path.slice(0, -1)) as Record<string | number, unknown>;
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
}
