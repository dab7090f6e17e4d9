import type * as z from 'zod';
import type { Named, Report } from './named.ts';
import { didYouMean } from './nearMiss.ts';
import { valueAt } from './valueAt.ts';

/**
 * Reports what zod finds wrong with a thing, in the words of somebody who writes a file.
 *
 * @param thing where it stands, and which fields there are in each part of it
 */
export function reportIssue(
  issue: z.core.$ZodIssue,
  {
    kind,
    name,
    file,
    body,
    fieldsAt,
  }: Omit<Named, 'content'> & { body: unknown; fieldsAt: Map<string, string[]> },
  report: Report,
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
