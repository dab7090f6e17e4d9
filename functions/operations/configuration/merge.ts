import type * as z from 'zod';
import { fieldErrors } from '#domain/fieldErrors.ts';
import { Refusal } from '#domain/refusal.ts';

/** Any of the fields; those that are left out stay as they are. */
export type Patch<Input> = { [Field in keyof Input]?: Input[Field] | undefined };

/**
 * Puts a patch over what is there, and validates the whole again: two good parts can make a bad whole.
 *
 * @throws Refusal `validation-failed`
 */
export function merge<Input>(schema: z.ZodType<Input>, present: Input, patch: Patch<Input>): Input {
  const result = schema.safeParse({ ...present, ...patch });
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  throw new Refusal('validation-failed', errors[0]?.message ?? 'The change is not valid.', { errors });
}
