import type { Problem } from '#contract/problem.ts';
import { Failure } from './failure.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Muster's HTTP API, asked with one key. */
export interface Api {
  /**
   * @param path begins with a slash
   * @throws Refused with Muster's own words for what it refuses; Failure when it does not answer
   */
  send<Answer>(
    method: Method,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

/** What Muster has refused, and why. */
export class Refused extends Failure {
  /** Undefined where the answer is none of Muster's own, for example that of a gateway. */
  readonly problem: Problem | undefined;

  constructor(message: string, problem: Problem | undefined) {
    super(message);
    this.problem = problem;
  }
}

/**
 * @param url of the API, without a slash at its end
 * @param key `mk_…`
 */
export function connectApi(url: string, key: string): Api {
  return {
    async send(method, path, body, headers = {}) {
      const request = () =>
        fetch(url + path, {
          method,
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
      const repeatable = method === 'GET' || 'idempotency-key' in headers;
      const response = await request()
        .catch((error) => (repeatable ? request() : Promise.reject(error)))
        .catch((error: Error) => {
          const reason = error.cause instanceof Error ? error.cause.message : error.message;
          throw new Failure(`Muster does not answer at ${url} (${reason}). Is the address right?`);
        });
      const text = await response.text();
      if (!response.ok) {
        const problem = problemOf(response, text);
        throw new Refused(
          `Muster answered ${method} ${path} with ${response.status}: ${problem?.detail ?? text}`,
          problem,
        );
      }
      if (response.status === 204) return undefined;
      if (!response.headers.get('content-type')?.includes('json')) {
        throw new Failure(`What answers at ${url} is not Muster's API. Is the address right?`);
      }
      return JSON.parse(text);
    },
  };
}

function problemOf(response: Response, text: string): Problem | undefined {
  return response.headers.get('content-type')?.startsWith('application/problem+json')
    ? JSON.parse(text)
    : undefined;
}
