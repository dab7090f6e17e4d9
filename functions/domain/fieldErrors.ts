import type * as z from 'zod';

/** What is wrong with one field. */
export interface FieldError {
  /** Dotted, for example `payload.summary`; empty for the whole. */
  path: string;
  message: string;
}

/**
 * What a schema found wrong, for people.
 *
 * @param within where the validated part lies in the whole, for example `alerts.3`
 */
export function fieldErrors(error: z.ZodError, within = ''): FieldError[] {
  const at = (path: PropertyKey[], message: string): FieldError => ({
    path: [within, ...path.map(String)].filter((part) => part !== '').join('.'),
    message,
  });
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => at([...issue.path, key], 'There is no such field.'))
      : [at(issue.path, issue.message)],
  );
}
