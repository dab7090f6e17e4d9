import { PublishCommand } from '@aws-sdk/client-sns';
import { alarmMessage, goOff, makeAlarm } from '../alarms.ts';
import type { Bench } from '../bench.ts';
import type { EmptyChain } from '../emptyChain/deploy.ts';
import { type Run, ratioOfMedians, timed } from '../interleaved.ts';
import { PHONE } from '../organisation.ts';
import { smsArrival } from '../smsArrival.ts';
import type { TimelineFeed } from '../timelineFeed.ts';
import { atMost, type Verdict } from '../verdict.ts';

const ROUNDS = 15;
const WARM_UPS = 3;

/** How long an alarm takes to an SMS through all of Muster, against the same way with nothing done on it. */
export async function alarmToSms(bench: Bench, chain: EmptyChain, timeline: TimelineFeed): Promise<Verdict> {
  const { aws, stack } = bench;
  let count = 0;
  const nextName = () => `sms-${String(++count).padStart(4, '0')}`;

  const muster: Run = async () => {
    const name = nextName();
    await makeAlarm(name, bench);
    const taken = await timed(async () => {
      await goOff(name, bench);
      await smsArrival(stack.awsEndpoint, PHONE, name);
    })();
    // What Muster writes down afterwards must not slow down the chain's turn.
    await timeline.next('page.sent');
    return taken;
  };

  const empty: Run = async () => {
    const name = nextName();
    return timed(async () => {
      const Message = alarmMessage(name, stack.region);
      await aws.sns.send(new PublishCommand({ TopicArn: chain.topicArn, Message }));
      await smsArrival(stack.awsEndpoint, chain.phone, name);
    })();
  };

  for (let warmUp = 0; warmUp < WARM_UPS; warmUp += 1) {
    await muster();
    await empty();
  }
  return atMost('alarm to SMS, against an empty chain', await ratioOfMedians(muster, empty, ROUNDS), 2, 'x');
}
