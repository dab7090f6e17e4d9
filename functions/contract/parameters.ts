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
