import type { Life } from './life.ts';
import { estimates, type Prices } from './prices.ts';

const GIGABYTE = 1024 ** 3;

/**
 * The price of one incident's whole life, in USD by what it is for. What an idle Muster costs (polling, the sweeper,
 * storage) is not in it: it does not grow with incidents.
 */
export function costOf(life: Life, prices: Prices): Record<string, number> {
  const { calls, invocations, apiRequests, emails } = life;
  const sum = (unit: 'writeUnits' | 'readUnits') => calls.reduce((total, call) => total + call[unit], 0);
  // The alarm's own publishing comes from outside, and is the first.
  const published = 1 + calls.filter(({ operation }) => operation.startsWith('Publish')).length;
  const seconds = invocations * estimates.startSeconds + calls.length * estimates.secondsPerCall;
  const logBytes =
    invocations * estimates.logBytesPerInvocation + apiRequests * estimates.logBytesPerApiRequest;
  return {
    'Step Functions': life.stateTransitions * prices.stateTransition,
    DynamoDB: sum('writeUnits') * prices.writeUnit + sum('readUnits') * prices.readUnit,
    Lambda:
      invocations * prices.lambdaRequest + seconds * estimates.memoryGigabytes * prices.lambdaGigabyteSecond,
    'API Gateway': apiRequests * prices.httpApiRequest,
    SNS: published * prices.snsRequest + emails * prices.snsEmail,
    SQS: estimates.sqsRequestsPerSignal * prices.sqsRequest,
    'CloudWatch Logs': (logBytes / GIGABYTE) * prices.logGigabyte,
  };
}
