import type { calendarRoutes } from '#contract/calendars.ts';
import type { Actor } from '#domain/incident/schema.ts';
import { type CalendarPorts, createCalendar, revokeCalendar } from '#operations/calendar/changeCalendar.ts';
import type { CalendarSubject } from '#operations/calendar/store.ts';
import type { Operations } from '../http/createApi.ts';

interface One {
  params: { id: string };
  actor: Actor;
}

/** What answers the routes that open and end calendars. */
export function calendarOperations(ports: CalendarPorts): Operations<typeof calendarRoutes> {
  const create =
    (type: CalendarSubject['type']) =>
    async ({ params, creationId, actor }: One & { creationId: string }) => ({
      status: 201 as const,
      body: await createCalendar({ subject: { type, id: params.id }, creationId, actor }, ports),
    });
  const revoke =
    (type: CalendarSubject['type']) =>
    async ({ params, actor }: One) => {
      await revokeCalendar({ subject: { type, id: params.id }, actor }, ports);
      return { status: 204 as const, body: undefined };
    };
  return {
    createScheduleCalendar: create('schedule'),
    revokeScheduleCalendar: revoke('schedule'),
    createContactCalendar: create('contact'),
    revokeContactCalendar: revoke('contact'),
  };
}
