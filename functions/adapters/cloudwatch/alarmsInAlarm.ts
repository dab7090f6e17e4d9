import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { type AlarmChange, readAlarmChange } from '#domain/signal/cloudwatch.ts';
import type { ListAlarms } from '#operations/intake/ports.ts';

/**
 * The alarms that are in ALARM and have one of Muster's ways in as an action.
 *
 * @param actionArns the alarm topic and the alarm function
 */
export function cloudWatchAlarmsInAlarm(client: CloudWatchClient, actionArns: string[]): ListAlarms {
  return async () => {
    const changes: AlarmChange[] = [];
    const query = { StateValue: 'ALARM', AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] } as const;
    for await (const page of paginateDescribeAlarms(
      { client },
      { ...query, AlarmTypes: [...query.AlarmTypes] },
    )) {
      for (const alarm of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
        if (!alarm.AlarmActions?.some((action) => actionArns.includes(action))) continue;
        const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
        const reading = readAlarmChange(asNotification(alarm, since), null);
        if (reading.kind === 'change') changes.push(reading.change);
      }
    }
    return changes;
  };
}

interface DescribedAlarm {
  AlarmName?: string | undefined;
  AlarmDescription?: string | undefined;
  AlarmArn?: string | undefined;
  AlarmRule?: string | undefined;
  StateReason?: string | undefined;
  MetricName?: string | undefined;
  Namespace?: string | undefined;
  Dimensions?: unknown;
  Metrics?: unknown;
}

/** An alarm as its own message would have told of it. */
function asNotification(alarm: DescribedAlarm, since: Date | undefined): object {
  const { MetricName, Namespace, Dimensions, Metrics, StateReason, ...told } = alarm;
  return {
    AlarmName: told.AlarmName,
    AlarmDescription: told.AlarmDescription,
    AlarmArn: told.AlarmArn,
    AlarmRule: told.AlarmRule,
    NewStateValue: 'ALARM',
    NewStateReason: StateReason,
    StateChangeTime: since?.toISOString(),
    Trigger: { MetricName, Namespace, Dimensions, Metrics },
  };
}
