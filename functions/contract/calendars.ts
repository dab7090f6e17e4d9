import * as z from 'zod';
import { idParams } from './parameters.ts';
import type { RouteDefinitions } from './route.ts';

const address = z.object({
  url: z.url().meta({ description: 'Shown this once: whoever has it can read the calendar' }),
});

export const calendarRoutes = {
  createScheduleCalendar: {
    method: 'POST',
    path: '/v1/schedules/{id}/calendar',
    tag: 'configuration',
    scope: 'respond',
    summary: "Makes an address at which calendar programs read a schedule's shifts; one made before ends",
    params: idParams('sch'),
    responses: { 201: address },
    errors: [],
    creates: true,
  },
  revokeScheduleCalendar: {
    method: 'DELETE',
    path: '/v1/schedules/{id}/calendar',
    tag: 'configuration',
    scope: 'respond',
    summary: "Ends the address of a schedule's calendar, if it has one",
    params: idParams('sch'),
    responses: { 204: null },
    errors: [],
  },
  createContactCalendar: {
    method: 'POST',
    path: '/v1/contacts/{id}/calendar',
    tag: 'configuration',
    scope: 'respond',
    summary:
      "Makes an address at which calendar programs read somebody's shifts on all schedules; one made before ends",
    params: idParams('ctc'),
    responses: { 201: address },
    errors: [],
    creates: true,
  },
  revokeContactCalendar: {
    method: 'DELETE',
    path: '/v1/contacts/{id}/calendar',
    tag: 'configuration',
    scope: 'respond',
    summary: "Ends the address of somebody's calendar, if they have one",
    params: idParams('ctc'),
    responses: { 204: null },
    errors: [],
  },
} as const satisfies RouteDefinitions;
