import { Failure } from './failure.ts';

/** Muster's HTTP API, asked with one key. */
export interface Api {
  /**
   * @param path begins with a slash
   * @throws Failure with Muster's own words for what it refuses
   */
  send<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer>;
}

/**
 * @param url of the API, without a slash at its end
 * @param key `mk_…`
 */
export function connectApi(url: string, key: string): Api {
  return {
    async send(method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok)
        throw new Failure(`Muster answered ${method} ${path} with ${response.status}: ${text}`);
      return JSON.parse(text);
    },
  };
}
