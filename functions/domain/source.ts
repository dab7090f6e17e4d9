import * as z from 'zod';

/** The way in by which a signal or an incident came. */
export const source = z.enum(['api', 'events', 'cloudwatch', 'pagerduty', 'alertmanager']);
export type Source = z.infer<typeof source>;
