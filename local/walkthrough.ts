/** `npm run demo -- STEP`: the README's five lines, one step of an incident's life each. */
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Incident } from '#domain/incident/schema.ts';
import { type Api, connectApi } from './api.ts';
import { explain, Failure } from './failure.ts';
import type { Outputs } from './outputs.ts';
import { DEFAULT_STATE_DIR, runningStack } from './ownership.ts';
import { until } from './waiting.ts';

const PATIENCE_MS = 30_000;
const ALARM = 'payments-errors';
const METRIC = { Namespace: 'Demo', MetricName: 'Errors' };

const steps: Record<string, (stack: Outputs, api: Api) => Promise<void>> = {
  async alarm(stack, api) {
    const before = await latest(api);
    const cloudWatch = new CloudWatchClient({
      endpoint: stack.awsEndpoint,
      region: stack.region,
      credentials: { accessKeyId: stack.accessKeyId, secretAccessKey: stack.secretAccessKey },
    });
    // An alarm acts only when its state changes: a new one changes it at every run.
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [ALARM] }));
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        ...METRIC,
        AlarmName: ALARM,
        AlarmDescription: 'Too many payments fail',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [stack.alarmTopicArn],
        OKActions: [stack.alarmTopicArn],
      }),
    );
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: METRIC.Namespace,
        MetricData: [{ MetricName: METRIC.MetricName, Value: 5 }],
      }),
    );
    console.log(`The metric ${METRIC.Namespace}/${METRIC.MetricName} is 5. CloudWatch looks at it …`);
    const incident = await found(async () => {
      const newest = await latest(api);
      return newest?.etag !== before?.etag && newest?.status === 'triggered' ? newest : undefined;
    }, 'The alarm opened no incident within half a minute. Look at the logs under .muster/logs.');
    console.log(`Incident #${incident.number} is open: ${incident.priority} ${incident.title}`);
  },

  async sms(stack, api) {
    const incident = await current(api);
    console.log(
      await found(() => smsOf(stack, incident), `No SMS went out for incident #${incident.number}.`),
    );
  },

  async open(stack, api) {
    const link = await linkOf(stack, api);
    const answer = await fetch(link);
    console.log(`GET ${link}\n${answer.status}: ${await textOf(answer)}`);
    console.log('You can open it in a browser, too. Looking changes nothing.');
  },

  async acknowledge(stack, api) {
    const answer = await fetch(await linkOf(stack, api), { method: 'POST' });
    console.log(`${answer.status}: ${await textOf(answer)}`);
  },

  async resolve(_stack, api) {
    const incident = await current(api);
    const resolved = await api.send<Incident>('POST', `/v1/incidents/${incident.number}/resolve`, {
      summary: 'The payment provider was down and is back.',
    });
    console.log(
      `Incident #${resolved.number} is ${resolved.status}. It closes by itself at ${resolved.nextAt}.`,
    );
  },
};

/** Waits for something to be there. */
async function found<Thing>(look: () => Promise<Thing | undefined>, otherwise: string): Promise<Thing> {
  let thing: Thing | undefined;
  await until(async () => {
    thing = await look();
    return thing !== undefined;
  }, PATIENCE_MS);
  if (thing === undefined) throw new Failure(otherwise);
  return thing;
}

async function latest(api: Api): Promise<Incident | undefined> {
  const { items } = await api.send<{ items: Incident[] }>(
    'GET',
    '/v1/incidents?status=open&q=payments-errors&limit=1',
  );
  return items[0];
}

async function current(api: Api): Promise<Incident> {
  const incident = await latest(api);
  if (!incident)
    throw new Failure('There is no open incident of this demo. Begin with: npm run demo -- alarm');
  return incident;
}

async function linkOf(stack: Outputs, api: Api): Promise<string> {
  const incident = await current(api);
  const text = await found(() => smsOf(stack, incident), `No SMS went out for incident #${incident.number}.`);
  return /http\S+/.exec(text)?.[0] ?? '';
}

async function smsOf(stack: Outputs, incident: Incident): Promise<string | undefined> {
  const answer = await fetch(`${stack.awsEndpoint}/_ministack/sns/sms-messages`);
  const { sms_messages: byNumber } = (await answer.json()) as {
    sms_messages: Record<string, { Message: string }[]>;
  };
  const texts = Object.values(byNumber).flat();
  return texts.findLast(({ Message }) => Message.includes(` #${incident.number} `))?.Message;
}

async function textOf(answer: Response): Promise<string> {
  const main = /<main>(.*)<\/main>/s.exec(await answer.text())?.[1] ?? '';
  return main
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

try {
  const step = steps[process.argv[2] ?? ''];
  if (!step) throw new Failure(`Name a step: npm run demo -- ${Object.keys(steps).join('|')}`);
  const stack = await runningStack(DEFAULT_STATE_DIR);
  if (!stack) throw new Failure('No local stack is running. Start one: npm start');
  await step(stack, connectApi(stack.apiUrl, stack.adminKey));
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
