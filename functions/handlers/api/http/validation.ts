import type * as z from 'zod';
import type { Route } from '#contract/route.ts';
import { type FieldError, fieldErrors } from '#domain/fieldErrors.ts';
import { Refusal } from '#domain/refusal.ts';
import type { ApiEvent } from './event.ts';

/** The parts of a request that its route's schemas have accepted. */
export interface Validated {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  form: Record<string, unknown>;
}

/**
 * Validates an event by its route's schemas.
 *
 * @throws Refusal `not-found` for a path that can not name anything, `validation-failed` for the rest
 */
export function validate(route: Route, event: ApiEvent): Validated {
  const params = route.params?.safeParse(event.pathParameters ?? {});
  if (params?.success === false) throw new Refusal('not-found', firstMessage(params.error));
  const query = route.query?.safeParse(event.queryStringParameters ?? {});
  const body = route.body?.safeParse(event.json);
  const form = route.form?.safeParse(event.form ?? {});
  const errors = [...errorsOf(query), ...errorsOf(body), ...errorsOf(form)];
  if (errors.length > 0) throw invalid(errors);
  return {
    params: params?.data ?? {},
    query: query?.data ?? {},
    body: body?.data,
    form: form?.data ?? {},
  };
}

/** The refusal of a request that a schema did not accept. */
export function invalid(errors: FieldError[]): Refusal {
  const [first] = errors;
  const where = first?.path ? `"${first.path}": ` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new Refusal('validation-failed', `${where}${first?.message}${more}`, { errors });
}

const errorsOf = (result: z.ZodSafeParseResult<unknown> | undefined): FieldError[] =>
  result?.success === false ? fieldErrors(result.error) : [];

const firstMessage = (error: z.ZodError): string =>
  `There is nothing with this id. ${error.issues[0]?.message ?? ''}`.trim();
