import type { Problem } from '#contract/problem.ts';
import { pageHeaders } from '#handlers/pages/html.ts';
import { problemPage } from '#handlers/pages/problemPage.ts';
import type { ApiMiddleware } from './event.ts';

/** Shows a problem as a page where a browser asked for a page; programs get the document. */
export function problemPages(): ApiMiddleware {
  return {
    onError: ({ event, response }) => {
      const isPage =
        event.route?.responses[200] === 'text/html' && event.headers.accept?.includes('text/html');
      if (!isPage || !response?.body) return;
      const problem: Problem = JSON.parse(response.body);
      Object.assign(response.headers, pageHeaders, { 'content-type': 'text/html; charset=utf-8' });
      response.body = problemPage(problem);
    },
  };
}
