import type { Problem } from '#contract/problem.ts';
import { type Api, Refused } from '#local/api.ts';
import { configurationApi } from './configurationApi.ts';

/** A request that changes something. */
interface Written {
  method: string;
  path: string;
  body: Record<string, unknown> | undefined;
}

/** Muster's configuration over memory, as a client of the API sees it. What was written is there to be looked at. */
export function memoryMuster() {
  const muster = configurationApi();
  const written: Written[] = [];
  /** Runs before each request that changes something, so that a test may be faster, or break it. */
  const hooks = { beforeWrite: async (_request: Written): Promise<void> => undefined };
  const api: Api = {
    async send<Answer>(
      method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      if (method !== 'GET') {
        const request = { method, path, body: body as Written['body'] };
        await hooks.beforeWrite(request);
        written.push(request);
      }
      const url = new URL(path, 'https://muster.example');
      const [, collection = '', id] = /^(\/v1\/[a-z-]+)(?:\/(.+))?$/.exec(url.pathname) ?? [];
      const query = Object.fromEntries(url.searchParams);
      const reply = await muster.ask(`${method} ${collection}${id === undefined ? '' : '/{id}'}`, {
        headers,
        ...(id === undefined ? {} : { params: { id } }),
        ...(Object.keys(query).length > 0 ? { query } : {}),
        ...(body === undefined ? {} : { body }),
      });
      const answer: unknown = reply.body;
      if ((reply.status ?? 500) >= 400) throw new Refused(JSON.stringify(answer), answer as Problem);
      return answer as Answer;
    },
  };
  return { api, written, hooks, audit: muster.audit };
}
