import * as z from 'zod';
import { duration, instant, priority } from '../schema.ts';

const row = z.strictObject({ critical: priority, high: priority, medium: priority, low: priority });

/** Severity, then impact. */
const priorityMatrix = z.strictObject({ critical: row, high: row, medium: row, low: row });
export type PriorityMatrix = z.infer<typeof priorityMatrix>;

export const settingsInput = z.strictObject({
  priorityMatrix,
  /** How long a resolved incident stays open to a reopening before it closes by itself. */
  quietPeriod: duration,
});

export type SettingsInput = z.infer<typeof settingsInput>;

export const settings = z.object({ ...settingsInput.shape, updatedAt: instant.nullable(), etag: z.string() });
export type Settings = z.infer<typeof settings>;
