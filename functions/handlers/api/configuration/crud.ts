import type * as z from 'zod';
import type { Actor } from '#domain/incident/schema.ts';
import { create } from '#operations/configuration/create.ts';
import type { Kind } from '#operations/configuration/kind.ts';
import { merge, type Patch } from '#operations/configuration/merge.ts';
import type { ConfigurationPorts } from '#operations/configuration/ports.ts';
import { list, read } from '#operations/configuration/read.ts';
import { remove } from '#operations/configuration/remove.ts';
import type { Bodies, ConfigurationKind } from '#operations/configuration/store.ts';
import { update } from '#operations/configuration/update.ts';

interface One {
  params: { id: string };
}

interface Change extends One {
  ifMatch: string | undefined;
  actor: Actor;
}

/**
 * What answers the six routes that `configurationRoutes` makes, for a kind that is kept just as it was given.
 *
 * @param input validates the whole again after a PATCH
 */
export const crud = <Name extends ConfigurationKind, Thing>(
  kind: Kind<Name, Thing>,
  input: z.ZodType<Bodies[Name]>,
  ports: ConfigurationPorts,
) => ({
  list: async ({ query }: { query: { limit: number; cursor?: string | undefined } }) => ({
    status: 200 as const,
    body: await list(kind, query, ports.store),
  }),
  create: async ({ body, creationId, actor }: { body: Bodies[Name]; creationId: string; actor: Actor }) => {
    const { thing } = await create(kind, { body, creationId, actor }, ports);
    return { status: 201 as const, body: thing };
  },
  get: async ({ params }: One) => ({ status: 200 as const, body: await read(kind, params.id, ports.store) }),
  replace: async ({ params, body, ifMatch, actor }: Change & { body: Bodies[Name] }) => {
    const { thing } = await update(kind, { id: params.id, ifMatch, actor, derive: () => body }, ports);
    return { status: 200 as const, body: thing };
  },
  change: async ({ params, body: patch, ifMatch, actor }: Change & { body: Patch<Bodies[Name]> }) => {
    const { thing } = await update(
      kind,
      { id: params.id, ifMatch, actor, derive: ({ body }) => merge(input, body, patch) },
      ports,
    );
    return { status: 200 as const, body: thing };
  },
  delete: async ({ params, ifMatch, actor }: Change) => {
    await remove(kind, { id: params.id, ifMatch, actor }, ports);
    return { status: 204 as const, body: undefined };
  },
});
