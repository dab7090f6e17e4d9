import { afterAll, beforeAll, expect, test } from 'vitest';
import { localEndpoint } from '#local/awsAccess.ts';
import type { Stack } from '#local/stack.ts';
import { whatIsNotAtRest } from '#test/support/atRest.ts';
import { eventually } from '#test/support/eventually.ts';
import { inParallel } from '#test/support/inParallel.ts';
import { type FaultRule, type Microburst, startMicroburst } from '#test/support/microburst.ts';
import { portAt, startOwnStack } from '#test/support/ownStack.ts';
import { pagedService } from '#test/support/paged.ts';
import { recordOf, runningExecutions } from '#test/support/record.ts';
import { testPrograms } from '#test/support/testPrograms.ts';

const TWO_SWEEPS_MS = 125_000;
/** SNS takes no more in one request. */
const BATCH = 10;

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'];
/** Does nothing to writes but count them. */
const COUNT_WRITES: FaultRule[] = WRITES.map((operation) => ({
  service: 'dynamodb',
  operation,
  latency: 0,
}));

/** Of 100 calls, the replies to 20 are lost after AWS has done its work, and 10 are throttled. */
const LOSE_AND_THROTTLE: FaultRule[] = [
  { service: '*', probability: 0.2, response: { abort_bytes: 0 } },
  { service: 'dynamodb', probability: 0.125, error: { code: 'ProvisionedThroughputExceededException' } },
  { service: '*', probability: 0.125, error: { code: 'ThrottlingException', status: 400 } },
];

let network: Microburst;
let stack: Stack;

beforeAll(async () => {
  const programs = await testPrograms();
  network = await startMicroburst(programs, portAt(6), localEndpoint(portAt(5)));
  stack = await startOwnStack({ name: 'duplicates', portOffset: 5, lambdaEndpoint: network.url });
}, 180_000);
afterAll(async () => {
  await stack?.stop();
  await network?.stop();
});

test('a storm of 1,000 identical alarms is one incident, one execution and one page a level', async () => {
  const ALARMS = 1000;
  const storm = await pagedService(stack.outputs, '+12025550141', 'storm', ['PT0S', 'PT3S', 'P1D']);
  const key = storm.keyOf('disk');
  await network.follow(COUNT_WRITES);
  const requests = Array.from({ length: ALARMS / BATCH }, () => Array<string>(BATCH).fill('disk'));
  await inParallel(requests, 4, (names) => storm.alarms(names));

  // Every alarm is counted, be it by its own row or by one that stands for several.
  const incident = await eventually(async () => {
    const { incidents } = await recordOf(stack.outputs);
    const [one, ...others] = incidents.filter(({ dedupKey }) => dedupKey === key);
    expect(others).toEqual([]);
    return one && one.dedupReferences[0]?.alertCount === ALARMS && one.escalation.level === 2 && one;
  });
  await eventually(async () => (await storm.pages()).length === 2);

  expect((await runningExecutions(stack.outputs)).filter((name) => name.startsWith(incident.id))).toEqual([
    `${incident.id}-1`,
  ]);
  // All the calls by which the Lambdas wrote: claims, the incident, what joined, pages, the clock.
  const writes = total(await network.applied());
  expect(writes).toBeLessThan(ALARMS / 2);
  expect(writes, 'were the writes counted at all?').toBeGreaterThan(5);
});

test(
  'while replies are lost and calls throttled, each of 200 keys gets one incident, the clock of its epoch and its page',
  async () => {
    const shaken = await pagedService(stack.outputs, '+12025550142', 'shaken');
    const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`);
    const before = total(await network.applied());
    await network.follow(LOSE_AND_THROTTLE);
    // Five at once for each key. Whoever is answered 503 sends again, as tools do.
    await inParallel(keys, 12, (key) =>
      Promise.all(
        [shaken.alert, shaken.alert, shaken.open, shaken.open, shaken.open].map((send) =>
          eventually(() => send(key).then(() => true), { within: 90_000, every: 250 }),
        ),
      ),
    );
    const faults = total(await network.applied()) - before;
    const { incidents } = await recordOf(stack.outputs);
    const opened = incidents.map(({ dedupKey }) => dedupKey).filter((key) => keys.includes(key));
    expect(opened.toSorted(), 'one each, and while calls failed').toEqual(keys.toSorted());
    await network.follow([]);

    await eventually(
      async () => {
        const wrong = await whatIsNotAtRest(stack.outputs, shaken, keys);
        if (wrong.length > 0) throw new Error(wrong.slice(0, 20).join('\n'));
        return true;
      },
      { within: TWO_SWEEPS_MS, every: 1000 },
    );
    expect(faults).toBeGreaterThan(keys.length);
  },
  TWO_SWEEPS_MS + 240_000,
);

const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
