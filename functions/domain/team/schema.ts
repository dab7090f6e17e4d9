import * as z from 'zod';
import { configurationKey, id, instant, line, patchOf } from '../schema.ts';

export const teamInput = z.strictObject({
  key: configurationKey,
  name: line(120),
  description: z.string().max(2000).nullable().default(null),
  /** Who is paged when the team is, in this order where they take turns. */
  members: z.array(id('ctc')).min(1).max(40),
});
export type TeamInput = z.infer<typeof teamInput>;

export const teamPatch = patchOf(teamInput);

export const team = z.object({
  ...teamInput.shape,
  id: id('team'),
  createdAt: instant,
  updatedAt: instant,
  etag: z.string(),
});
export type Team = z.infer<typeof team>;
