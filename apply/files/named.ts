import type { Kind } from '../kinds.ts';
import type { Path, YamlFile } from './document.ts';

/** A thing as a file names it, not looked at yet. */
export interface Named {
  kind: Kind;
  name: string;
  content: unknown;
  file: YamlFile;
}

/** Is told a mistake in a thing, and its path there. */
export type Report = (path: Path, message: string) => void;
