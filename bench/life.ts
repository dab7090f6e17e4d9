import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { GetExecutionHistoryCommand, type HistoryEvent } from '@aws-sdk/client-sfn';
import { Failure } from '#local/failure.ts';
import { until } from '#local/waiting.ts';
import { goOff, makeAlarm } from './alarms.ts';
import type { Bench } from './bench.ts';
import type { MeteredCall } from './metering/meter.ts';
import { LEVELS_BY_EMAIL } from './organisation.ts';
import type { TimelineFeed } from './timelineFeed.ts';

/** The functions that have a part in an incident's life. */
export const PARTICIPANTS = ['IntakeQueue', 'ApiIncidents', 'Authorizer', 'Clock', 'Timeline'];

/** What one incident's whole life took. */
export interface Life {
  stateTransitions: number;
  invocations: number;
  apiRequests: number;
  emails: number;
  calls: MeteredCall[];
}

const LONGEST_END_MS = 20_000;

/**
 * Leads one incident through its whole life on the real stack: an alarm opens it, three levels are paged by email, the
 * last one acknowledges, resolves and closes it by the API.
 *
 * @param calls what the meter between the participants and AWS counts
 */
export async function liveOnce(bench: Bench, timeline: TimelineFeed, calls: MeteredCall[]): Promise<Life> {
  const { api, stack } = bench;
  const name = 'email-whole-life';
  await makeAlarm(name, bench);
  const invokedBefore = await invocations(bench);
  const callsBefore = calls.length;

  await goOff(name, bench);
  const { incidentId } = await timeline.next('incident.opened');
  for (let level = 1; level <= LEVELS_BY_EMAIL; level += 1) await timeline.next('page.sent');
  const path = `/v1/incidents/${incidentId}`;
  await api.send('POST', `${path}/acknowledge`, {});
  await api.send('POST', `${path}/resolve`, { summary: 'The payment provider is back.' });
  await api.send('POST', `${path}/close`, {});
  await timeline.next('incident.closed');

  const stateTransitions = transitionsOf(await wholeHistory(bench, `${incidentId}-1`));
  return {
    stateTransitions,
    invocations: (await invocations(bench)) - invokedBefore,
    apiRequests: 3,
    emails: LEVELS_BY_EMAIL,
    calls: calls.slice(callsBefore).filter(({ caller }) => PARTICIPANTS.includes(caller)),
  };

  async function wholeHistory({ aws }: Bench, execution: string): Promise<HistoryEvent[]> {
    const executionArn = `${stack.stateMachineArn.replace(':stateMachine:', ':execution:')}:${execution}`;
    let events: HistoryEvent[] = [];
    const ended = await until(async () => {
      const history = await aws.stepFunctions.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
      );
      events = history.events ?? [];
      return events.at(-1)?.type === 'ExecutionSucceeded';
    }, LONGEST_END_MS);
    if (!ended)
      throw new Failure(`The execution ${execution} did not end with its incident. See its history.`);
    return events;
  }
}

/** Each state that was entered, and each retry: that is what Step Functions charges for. */
function transitionsOf(history: HistoryEvent[]): number {
  const count = (pattern: RegExp) => history.filter(({ type = '' }) => pattern.test(type)).length;
  const retries = count(/^TaskScheduled$/) - count(/^TaskStateEntered$/);
  return count(/StateEntered$/) + retries;
}

/** How often the participants have been invoked so far. */
async function invocations({ aws, functions }: Bench): Promise<number> {
  const hour = 3600_000;
  const sums = await Promise.all(
    functions
      .filter(({ id }) => PARTICIPANTS.includes(id))
      .map(async ({ name }) => {
        const { Datapoints = [] } = await aws.cloudWatch.send(
          new GetMetricStatisticsCommand({
            Namespace: 'AWS/Lambda',
            MetricName: 'Invocations',
            Dimensions: [{ Name: 'FunctionName', Value: name }],
            StartTime: new Date(Date.now() - hour),
            EndTime: new Date(Date.now() + hour),
            Period: 60,
            Statistics: ['Sum'],
          }),
        );
        return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
      }),
  );
  return sums.reduce((sum, one) => sum + one, 0);
}
