import type { ApiMiddleware, ApiResult } from './event.ts';

/** Sets the headers that every answer has: it is for this caller now, and is what its content type says. */
export function responseHeaders(): ApiMiddleware {
  const set = (response: ApiResult | null | undefined, requestId: string) => {
    if (!response) return;
    response.headers['cache-control'] ??= 'no-store';
    response.headers['x-content-type-options'] = 'nosniff';
    response.headers['x-request-id'] = requestId;
  };
  return {
    after: ({ response, context }) => set(response, context.awsRequestId),
    onError: ({ response, context }) => set(response, context.awsRequestId),
  };
}
