import {
  type Document,
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { type Mistake, Mistakes, type Place } from './mistake.ts';

/** The way to something in a file: the keys of maps and the indexes of lists. */
export type Path = readonly (string | number)[];

/** A YAML file that was read. */
export interface YamlFile {
  name: string;
  /** What it holds, as JSON would. */
  content: unknown;
  /** Where something stands: its key, or for an item of a list the item. What is not there: what it is missing in. */
  placeOf(path: Path): Place;
  /** How a plain value is spelled; undefined for maps and lists. */
  spelling(path: Path): string | undefined;
}

/**
 * Reads one YAML document.
 *
 * @param name of the file, for messages
 * @throws Mistakes where it is not YAML, or names a key twice
 */
export function readYaml(name: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: name, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const mistakes = [...document.errors, ...document.warnings].map(
    ({ pos, code, message }): Mistake => ({
      place: placeAt(pos[0]),
      path: '',
      message: inPlainWords(code, text.slice(pos[0])) ?? message,
    }),
  );
  if (mistakes.length > 0) throw new Mistakes(mistakes);
  return {
    name,
    content: contentOf(document, (message) => new Mistakes([{ place: placeAt(0), path: '', message }])),
    placeOf: (path) => placeAt(offsetOf(document, path)),
    spelling: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** What those who do not know the parser can do about a mistake. */
function inPlainWords(code: ErrorCode, textFromThere: string): string | undefined {
  switch (code) {
    case 'DUPLICATE_KEY':
      return `The key "${/^[^:\n]*/.exec(textFromThere)?.[0].trim()}" is given twice. Keep one of them.`;
    case 'MULTIPLE_DOCS':
      return 'A second document begins here. Put it into a file of its own.';
    default:
      return undefined;
  }
}

function contentOf(document: Document, mistake: (message: string) => Error): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // Aliases that would grow beyond all bounds.
    throw mistake((error as Error).message);
  }
}

/** Where the last part of a path that is in the document begins. */
function offsetOf(document: Document, path: Path): number {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const segment of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = (pair.value as Node | null) ?? null;
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}
