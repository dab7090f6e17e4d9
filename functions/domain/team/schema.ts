import * as z from 'zod';
import { configurationKey, id, identity, line, patchOf } from '../schema.ts';

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
  ...identity('team'),
});
export type Team = z.infer<typeof team>;
