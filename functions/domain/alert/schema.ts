import * as z from 'zod';
import { signal } from '../signal/schema.ts';

/** A signal that joined an incident. Where many came at once, one stands for `count` of them. */
export const alert = signal
  .pick({ id: true, at: true, source: true, origin: true, summary: true, severity: true })
  .extend({
    count: z.int(),
    details: signal.shape.details.optional(),
    links: signal.shape.links.optional(),
  });
export type Alert = z.infer<typeof alert>;
