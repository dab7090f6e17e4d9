import type { scheduleRoutes } from '#contract/schedules.ts';
import { scheduleInput } from '#domain/schedule/schema.ts';
import { scheduleKind } from '#operations/configuration/kinds.ts';
import {
  addOverride,
  listOverrides,
  type OverridePorts,
  removeOverride,
} from '#operations/schedule/overrides.ts';
import { previewSchedule, readGaps, readOnCall, readShifts } from '#operations/schedule/rendering.ts';
import type { Operations } from '../http/createApi.ts';
import { crud } from './crud.ts';

const onePage = <Item>(items: Item[]) => ({ items, nextCursor: null });

/** What answers the routes of schedules and their overrides. */
export function scheduleOperations(ports: OverridePorts): Operations<typeof scheduleRoutes> {
  const schedules = crud(scheduleKind, scheduleInput, ports);
  return {
    listSchedules: schedules.list,
    createSchedule: schedules.create,
    getSchedule: schedules.get,
    replaceSchedule: schedules.replace,
    changeSchedule: schedules.change,
    deleteSchedule: schedules.delete,
    previewSchedule: async ({ body, query }) => ({
      status: 200,
      body: await previewSchedule(body, query, ports),
    }),
    getOnCall: async ({ params, query }) => ({
      status: 200,
      body: await readOnCall(params.id, query.at, ports),
    }),
    listShifts: async ({ params, query }) => ({
      status: 200,
      body: onePage(await readShifts(params.id, query, ports)),
    }),
    listGaps: async ({ params, query }) => ({
      status: 200,
      body: onePage(await readGaps(params.id, query, ports)),
    }),
    listOverrides: async ({ params, query }) => ({
      status: 200,
      body: await listOverrides(params.id, query, ports),
    }),
    addOverride: async ({ params, body: input, creationId, actor }) => ({
      status: 201,
      body: await addOverride({ scheduleId: params.id, input, creationId, actor }, ports),
    }),
    removeOverride: async ({ params, actor }) => {
      await removeOverride({ scheduleId: params.id, overrideId: params.overrideId, actor }, ports);
      return { status: 204, body: undefined };
    },
  };
}
