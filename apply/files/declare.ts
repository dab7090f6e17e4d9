import { configurationKey } from '#domain/schema.ts';
import { type Kind, kinds } from '../kinds.ts';
import type { Declaration, Declared } from './declaration.ts';
import { declareThing } from './declareThing.ts';
import type { Path, YamlFile } from './document.ts';
import { isObject } from './inputSchema.ts';
import { type Mistake, Mistakes, placeText } from './mistake.ts';
import type { Named } from './named.ts';
import { didYouMean } from './nearMiss.ts';

const SECTIONS: readonly string[] = kinds.map(({ section }) => section);

/**
 * What files declare together. Nothing outside of them is looked at, so that a mistake shows before anything is asked.
 *
 * @param files at least one
 * @throws Mistakes with all that is wrong in them
 */
export function declare(files: YamlFile[]): Declaration {
  const mistakes: Mistake[] = [];
  const report = (file: YamlFile, path: Path, message: string) =>
    mistakes.push({ place: file.placeOf(path), path: path.join('.'), message });
  for (const file of files) checkTop(file, (path, message) => report(file, path, message));
  if (mistakes.length > 0) throw new Mistakes(mistakes);
  const name = setName(files, report);
  if (mistakes.length > 0) throw new Mistakes(mistakes);

  const named = namedThings(files, report);
  const things: Declared[] = named.map((thing) =>
    declareThing(thing, name, named, (path, message) =>
      report(thing.file, [thing.kind.section, thing.name, ...path], message),
    ),
  );
  if (mistakes.length > 0) throw new Mistakes(mistakes);
  return { name, things };
}

type ReportIn = (file: YamlFile, path: Path, message: string) => void;

function checkTop({ content }: YamlFile, report: (path: Path, message: string) => void): void {
  if (!isObject(content)) {
    report([], `The file declares nothing. Give it a name and at least one of ${SECTIONS.join(', ')}.`);
    return;
  }
  for (const [key, section] of Object.entries(content)) {
    if (key === 'name') continue;
    if (!SECTIONS.includes(key)) report([key], `There is no such section.${didYouMean(key, SECTIONS)}`);
    else if (section !== null && !isObject(section)) report([key], 'Give a map: a key for each thing.');
  }
}

/** All files of a set that give its name give the same; one does at least. */
function setName(files: YamlFile[], report: ReportIn): string {
  let first: { name: string; file: YamlFile } | undefined;
  for (const file of files) {
    const name = isObject(file.content) ? file.content.name : undefined;
    if (name === undefined) continue;
    if (typeof name !== 'string' || name.includes('/') || !configurationKey.safeParse(name).success) {
      report(file, ['name'], 'Give a name of at most 40 lower case letters, digits and hyphens.');
    } else if (first && first.name !== name) {
      const place = placeText(first.file.placeOf(['name']));
      report(
        file,
        ['name'],
        `The files of a folder have one name, and ${place} gives "${first.name}". Give both the same.`,
      );
    }
    first ??= { name: String(name), file };
  }
  const [firstFile] = files;
  if (!first && firstFile) {
    report(firstFile, ['name'], 'Give the files a name, for example "name: platform". Keys begin with it.');
  }
  return first?.name ?? '';
}

/** The things in all files, each once. */
function namedThings(files: YamlFile[], report: ReportIn): Named[] {
  const found = new Map<string, Named>();
  for (const kind of kinds as readonly Kind[]) {
    for (const file of files) {
      const section = isObject(file.content) ? file.content[kind.section] : undefined;
      for (const [name, content] of Object.entries(isObject(section) ? section : {})) {
        const path = [kind.section, name];
        const earlier = found.get(path.join('.'));
        if (earlier) {
          const place = placeText(earlier.file.placeOf(path));
          report(file, path, `This ${kind.noun} is declared in ${place} as well. Keep one of them.`);
        } else found.set(path.join('.'), { kind, name, content, file });
      }
    }
  }
  return [...found.values()];
}
