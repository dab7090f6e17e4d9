import type { Bench } from '../bench.ts';
import { deployEmptyChain } from '../emptyChain/deploy.ts';
import { PARTICIPANTS } from '../life.ts';
import { startMeter } from '../metering/meter.ts';
import { throughMeter } from '../metering/meteredFunctions.ts';
import { makeOrganisation } from '../organisation.ts';
import { followTimeline } from '../timelineFeed.ts';
import type { Verdict } from '../verdict.ts';
import { alarmToSms } from './alarmToSms.ts';
import { bundleSizes } from './bundleSize.ts';
import { handlerOverhead } from './handlerOverhead.ts';
import { lambdaStart } from './lambdaStart.ts';
import { opening } from './opening.ts';
import { openPage } from './openPage.ts';
import { wholeLife } from './wholeLife.ts';

/**
 * Measures every budget of contract section 8. What is timed runs while nothing else does; the page of open incidents
 * is last, because it fills the local AWS.
 */
export async function* measureAll(bench: Bench): AsyncGenerator<Verdict> {
  const { aws, api, stack, functions } = bench;
  yield* await bundleSizes(bench);
  yield* lambdaStart(bench);

  await makeOrganisation(api);
  const chain = await deployEmptyChain(aws);
  const timeline = await followTimeline(aws);
  yield await alarmToSms(bench, chain, timeline);
  yield await handlerOverhead(bench, chain);

  const meter = startMeter(stack.awsEndpoint, aws.dynamoDb);
  try {
    const participants = functions.filter(({ id }) => PARTICIPANTS.includes(id));
    const names = Object.fromEntries(participants.map(({ id, name }) => [id, name]));
    const metered = <Result>(work: () => Promise<Result>) => throughMeter(aws.lambda, names, meter, work);
    yield* await metered(async () => [
      ...(await opening(bench, timeline, meter.calls)),
      ...(await wholeLife(bench, timeline, meter.calls)),
    ]);
    yield await openPage(bench, meter);
  } finally {
    await meter.stop();
  }
}
