import { problemDocument } from '#contract/problem.ts';
import { Refusal } from '#domain/refusal.ts';
import { log } from '#handlers/log.ts';
import type { ApiMiddleware, ApiResult } from './event.ts';

/**
 * Answers what was thrown: a refusal as what it says, AWS that does not keep up as `unavailable`, and anything else
 * as Muster's own failure, of which the caller learns nothing and the log everything.
 */
export function problemDocuments(): ApiMiddleware {
  return {
    onError: (request) => {
      const { error, event, context } = request;
      const refusal = error instanceof Refusal ? error : undefined;
      if (!refusal) {
        log('ERROR', 'A request failed', {
          requestId: context.awsRequestId,
          operationId: event.route?.operationId,
          error,
        });
      }
      request.response = answer(refusal ?? (isTransient(error) ? busy() : undefined));
    },
  };
}

function answer(refusal: Refusal | undefined): ApiResult {
  const document = refusal
    ? problemDocument(refusal.code, refusal.message, refusal.extra)
    : problemDocument(
        'internal-error',
        'Muster failed at this. It is logged; try again, or tell its operator.',
      );
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (document.status === 401) headers['www-authenticate'] = 'Bearer';
  if (document.status === 503) headers['retry-after'] = '1';
  return { statusCode: document.status, headers, body: JSON.stringify(document) };
}

const busy = () => new Refusal('unavailable', 'AWS does not keep up right now. Try again in a moment.');

const THROTTLED =
  /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests|TransactionConflict/;
const INTERRUPTED = /^(TimeoutError|ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT)$/;

/** Whether the SDK gave up on an error of AWS or of the network that its own retries did not outlast. */
function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $fault, code } = error as Error & { $fault?: string; code?: string };
  return (
    $fault === 'server' ||
    THROTTLED.test(error.name) ||
    INTERRUPTED.test(error.name) ||
    INTERRUPTED.test(code ?? '')
  );
}
