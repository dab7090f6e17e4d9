import type { calendarFeedRoutes } from '#contract/public.ts';
import { type CalendarFeedPorts, readCalendar } from '#operations/calendar/readCalendar.ts';
import type { Operations } from './http/createApi.ts';

/** Calendar programs ask often; nobody else may keep what a token opens. */
const headers = { 'cache-control': 'private, max-age=300' };

/** What answers calendar programs. */
export const calendarFeedOperations = (ports: CalendarFeedPorts): Operations<typeof calendarFeedRoutes> => ({
  readCalendar: async ({ params }) => ({
    status: 200,
    headers,
    body: await readCalendar(params.token, ports),
  }),
});
