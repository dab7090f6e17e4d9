import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { cloudWatchAlarmsInAlarm } from '#adapters/cloudwatch/alarmsInAlarm.ts';
import { reconcileAlarms } from '#operations/intake/reconcileAlarms.ts';
import { environment } from '../environment.ts';
import { receivePorts } from '../intake/receivePorts.ts';

const { TABLE_NAME, STATE_MACHINE_ARN, ALARM_ACTION_ARNS } = environment(
  'TABLE_NAME',
  'STATE_MACHINE_ARN',
  'ALARM_ACTION_ARNS',
);
const ports = {
  ...receivePorts(TABLE_NAME, STATE_MACHINE_ARN),
  listAlarms: cloudWatchAlarmsInAlarm(new CloudWatchClient({}), ALARM_ACTION_ARNS.split(' ')),
};

/** Every five minutes: an alarm whose message was lost opens its incident all the same. */
export async function handler(): Promise<{ opened: number }> {
  return { opened: await reconcileAlarms(ports) };
}
