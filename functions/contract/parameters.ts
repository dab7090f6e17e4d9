import * as z from 'zod';
import { id } from '#domain/schema.ts';

/**
 * The path parameters of a thing of its own.
 *
 * @param prefix of its id, for example `ctc`
 */
export const idParams = (prefix: string) => z.object({ id: id(prefix) });

/** Yes or no in a query. */
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

/** An incident is named by its id or by its number. */
export const incidentReference = z
  .string()
  .regex(/^(inc_[0-9A-HJKMNP-TV-Z]{26}|[1-9]\d{0,8})$/, { message: "Give an incident's id or number." })
  .meta({ description: 'inc_ and a ULID, or the number' });

/** The path parameter of an incident. */
export const incidentParams = z.object({ id: incidentReference });
