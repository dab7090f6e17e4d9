import * as z from 'zod';
import {
  gap,
  onCall,
  override,
  overrideInput,
  schedule,
  scheduleInput,
  schedulePatch,
  shift,
} from '#domain/schedule/schema.ts';
import { id, instant } from '#domain/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import { listQuery, pageOf } from './lists.ts';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

const path = '/v1/schedules';
const prefix = 'sch';

const schedules = configurationRoutes({
  path,
  prefix,
  thing: schedule,
  input: scheduleInput,
  patch: schedulePatch,
  summaries: {
    list: 'Who is on call in turn',
    create: 'Adds a schedule',
    get: 'One schedule',
    replace: 'Replaces a schedule; its overrides stay',
    change: 'Replaces the given fields of a schedule, each as a whole; its overrides stay',
    delete: 'Deletes a schedule that no service, policy and plan names, with its calendar',
  },
});

const spanQuery = z.strictObject({
  from: instant.optional().meta({ description: 'Default: now' }),
  to: instant.optional().meta({ description: 'Default: 14 days after `from`; at most 400 days after it' }),
});

const params = idParams(prefix);

export const scheduleRoutes = {
  listSchedules: schedules.list,
  createSchedule: schedules.create,
  getSchedule: schedules.get,
  replaceSchedule: schedules.replace,
  changeSchedule: schedules.change,
  deleteSchedule: schedules.delete,
  previewSchedule: {
    method: 'POST',
    path: `${path}/preview`,
    tag: 'configuration',
    scope: 'read',
    summary: 'What a schedule would come to, saving nothing; its people and team need not exist',
    query: spanQuery,
    body: scheduleInput,
    responses: { 200: z.object({ shifts: z.array(shift), gaps: z.array(gap) }) },
    errors: [],
  },
  getOnCall: {
    method: 'GET',
    path: `${path}/{id}/on-call`,
    tag: 'configuration',
    scope: 'read',
    summary: 'Who is on call at an instant, and who is off though it is their turn',
    params,
    query: z.strictObject({ at: instant.optional().meta({ description: 'Default: now' }) }),
    responses: { 200: onCall },
    errors: [],
  },
  listShifts: {
    method: 'GET',
    path: `${path}/{id}/shifts`,
    tag: 'configuration',
    scope: 'read',
    summary: 'Who is on call when, with overrides and leaves; always one page',
    params,
    query: spanQuery,
    responses: { 200: pageOf(shift) },
    errors: [],
  },
  listGaps: {
    method: 'GET',
    path: `${path}/{id}/gaps`,
    tag: 'configuration',
    scope: 'read',
    summary: 'The times in which nobody is on call; always one page',
    params,
    query: spanQuery,
    responses: { 200: pageOf(gap) },
    errors: [],
  },
  listOverrides: {
    method: 'GET',
    path: `${path}/{id}/overrides`,
    tag: 'configuration',
    scope: 'read',
    summary: 'The overrides of a schedule that are not over yet, in the order in which they end',
    params,
    query: z.strictObject({
      ...listQuery.shape,
      from: instant.optional().meta({ description: 'Those that end after this; default: now' }),
      to: instant.optional().meta({ description: 'Those that begin before this; default: all' }),
    }),
    responses: { 200: pageOf(override) },
    errors: [],
  },
  addOverride: {
    method: 'POST',
    path: `${path}/{id}/overrides`,
    tag: 'configuration',
    // People swap shifts every week; that is no change of configuration.
    scope: 'respond',
    summary: 'Adds, removes or replaces somebody on a schedule for a time',
    params,
    body: overrideInput,
    responses: { 201: override },
    errors: [],
    creates: true,
  },
  removeOverride: {
    method: 'DELETE',
    path: `${path}/{id}/overrides/{overrideId}`,
    tag: 'configuration',
    scope: 'respond',
    summary: 'Takes an override back',
    params: z.object({ ...params.shape, overrideId: id('ovr') }),
    responses: { 204: null },
    errors: [],
  },
} as const satisfies RouteDefinitions;
