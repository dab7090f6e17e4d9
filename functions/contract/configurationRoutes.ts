import type * as z from 'zod';
import { listQuery, pageOf } from './lists.ts';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

/** What is particular to the routes of one kind of configuration. */
interface Collection<Thing extends z.ZodType, Input extends z.ZodType, Patch extends z.ZodType> {
  path: `/v1/${string}`;
  /** Of its ids, for example `team`. */
  prefix: string;
  /** As answers show it. */
  thing: Thing;
  /** As POST and PUT take it. */
  input: Input;
  patch: Patch;
  summaries: Record<'list' | 'create' | 'get' | 'replace' | 'change' | 'delete', string>;
}

/**
 * The six routes that every kind of configuration has (contract section 5). Its table gives each its operation id.
 */
export const configurationRoutes = <
  Thing extends z.ZodType,
  Input extends z.ZodType,
  Patch extends z.ZodType,
>({
  path,
  prefix,
  thing,
  input,
  patch,
  summaries,
}: Collection<Thing, Input, Patch>) => {
  const one = `${path}/{id}` as const;
  return {
    list: {
      method: 'GET',
      path,
      tag: 'configuration',
      scope: 'read',
      summary: summaries.list,
      query: listQuery,
      responses: { 200: pageOf(thing) },
      errors: [],
    },
    create: {
      method: 'POST',
      path,
      tag: 'configuration',
      scope: 'manage',
      summary: summaries.create,
      body: input,
      responses: { 201: thing },
      errors: [],
      creates: true,
    },
    get: {
      method: 'GET',
      path: one,
      tag: 'configuration',
      scope: 'read',
      summary: summaries.get,
      params: idParams(prefix),
      responses: { 200: thing },
      errors: [],
    },
    replace: {
      method: 'PUT',
      path: one,
      tag: 'configuration',
      scope: 'manage',
      summary: summaries.replace,
      params: idParams(prefix),
      body: input,
      responses: { 200: thing },
      errors: [],
      guarded: true,
    },
    change: {
      method: 'PATCH',
      path: one,
      tag: 'configuration',
      scope: 'manage',
      summary: summaries.change,
      params: idParams(prefix),
      body: patch,
      responses: { 200: thing },
      errors: [],
      guarded: true,
    },
    delete: {
      method: 'DELETE',
      path: one,
      tag: 'configuration',
      scope: 'manage',
      summary: summaries.delete,
      params: idParams(prefix),
      responses: { 204: null },
      errors: ['in-use'],
      guarded: true,
    },
  } as const satisfies RouteDefinitions;
};
