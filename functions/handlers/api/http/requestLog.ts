import { log } from '#handlers/log.ts';
import type { ApiEvent, ApiMiddleware, ApiResult } from './event.ts';

/** Logs a line for each request, by operation id: paths may hold tokens. */
export function requestLog(): ApiMiddleware {
  const line = (event: ApiEvent, response: ApiResult | null | undefined, requestId: string) =>
    log('INFO', 'Answered', {
      requestId,
      operationId: event.route?.operationId,
      keyId: event.principal?.keyId,
      status: response?.statusCode,
    });
  return {
    after: ({ event, response, context }) => line(event, response, context.awsRequestId),
    onError: ({ event, response, context }) => line(event, response, context.awsRequestId),
  };
}
