import { Failure } from '#local/failure.ts';

/** Where something stands in a file. Lines and columns count from 1. */
export interface Place {
  /** As the caller named it. */
  file: string;
  line: number;
  column: number;
}

/** What is wrong in a file, and where. */
export interface Mistake {
  place: Place;
  /** Dotted, for example `schedules.primary.name`; empty for the whole file. */
  path: string;
  message: string;
}

/** Ends the message where there are more mistakes than anybody reads at once. */
const MOST_SHOWN = 20;

/** `demo.yaml:41:9` */
export const placeText = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

const mistakeText = ({ place, path, message }: Mistake): string =>
  `${placeText(place)} ${path === '' ? '' : `${path}: `}${message}`;

/** Files that can not be applied as they are. */
export class Mistakes extends Failure {
  readonly mistakes: readonly Mistake[];

  /** @param mistakes at least one; shown in the order of the files and their lines */
  constructor(mistakes: Mistake[]) {
    const sorted = mistakes.toSorted(
      ({ place: one }, { place: other }) =>
        (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
        one.line - other.line ||
        one.column - other.column,
    );
    const shown = sorted.slice(0, MOST_SHOWN).map(mistakeText);
    if (sorted.length > MOST_SHOWN) shown.push(`… and ${sorted.length - MOST_SHOWN} more.`);
    super(shown.join('\n'));
    this.mistakes = sorted;
  }
}
