import { describe, expect, it } from 'vitest';
import { costOf } from '../../../bench/cost.ts';
import type { Life } from '../../../bench/life.ts';
import { estimates, type Prices } from '../../../bench/prices.ts';

/** Only the price that a test is about. */
const onlyPrice = (price: Partial<Prices>): Prices => ({
  stateTransition: 0,
  writeUnit: 0,
  readUnit: 0,
  lambdaRequest: 0,
  lambdaGigabyteSecond: 0,
  httpApiRequest: 0,
  snsRequest: 0,
  snsEmail: 0,
  sqsRequest: 0,
  logGigabyte: 0,
  ...price,
});

const life: Life = {
  stateTransitions: 7,
  invocations: 10,
  apiRequests: 3,
  emails: 2,
  calls: [
    { caller: 'Clock', operation: 'PutItem', writeUnits: 4, readUnits: 0 },
    { caller: 'Clock', operation: 'GetItem', writeUnits: 0, readUnits: 1.5 },
    { caller: 'Clock', operation: 'Publish', writeUnits: 0, readUnits: 0 },
    { caller: 'Timeline', operation: 'PublishBatch', writeUnits: 0, readUnits: 0 },
  ],
};

const total = (prices: Prices) => Object.values(costOf(life, prices)).reduce((sum, one) => sum + one, 0);

describe('costOf', () => {
  it('charges what was counted, each at its own price', () => {
    expect(total(onlyPrice({ stateTransition: 2 }))).toBe(14);
    expect(total(onlyPrice({ writeUnit: 1, readUnit: 2 }))).toBe(4 + 3);
    expect(total(onlyPrice({ httpApiRequest: 1 }))).toBe(3);
    expect(total(onlyPrice({ lambdaRequest: 1 }))).toBe(10);
    expect(total(onlyPrice({ sqsRequest: 1 }))).toBe(estimates.sqsRequestsPerSignal);
  });

  it('charges emails, what Muster publishes, and the alarm that was published to it', () => {
    expect(costOf(life, onlyPrice({ snsEmail: 5, snsRequest: 1 })).SNS).toBe(2 * 5 + 2 + 1);
  });

  it('charges the start of each invocation and the wait for each call', () => {
    const seconds = 10 * estimates.startSeconds + 4 * estimates.secondsPerCall;
    expect(costOf(life, onlyPrice({ lambdaGigabyteSecond: 1 })).Lambda).toBeCloseTo(
      seconds * estimates.memoryGigabytes,
    );
  });
});
