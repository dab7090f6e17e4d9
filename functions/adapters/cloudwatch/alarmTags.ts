import { type CloudWatchClient, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmTags } from '#operations/intake/ports.ts';
import type { Clock, Log } from '#operations/ports.ts';

/** A page must not wait longer for tags. */
const PATIENCE_MS = 1000;
const REMEMBERED_MS = 5 * 60_000;
const REMEMBERED_MOST = 1000;

/**
 * The tags of alarms in CloudWatch, remembered for five minutes. An alarm of another account or region has none
 * that we may read, and one whose tags can not be read in a second goes without them.
 *
 * @param home the account and region whose alarms may be asked for
 */
export function cloudWatchAlarmTags(
  client: CloudWatchClient,
  home: { account: string; region: string },
  { clock, log }: { clock: Clock; log: Log },
): AlarmTags {
  const remembered = new Map<string, { tags: Record<string, string>; until: number }>();
  return async (alarmArn) => {
    const [, , , region, account] = alarmArn.split(':');
    if (region !== home.region || account !== home.account) return {};
    const now = clock.now().getTime();
    const known = remembered.get(alarmArn);
    if (known && now < known.until) return known.tags;
    try {
      const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceARN: alarmArn }), {
        abortSignal: AbortSignal.timeout(PATIENCE_MS),
      });
      const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value ?? '']));
      if (remembered.size >= REMEMBERED_MOST) remembered.clear();
      remembered.set(alarmArn, { tags, until: now + REMEMBERED_MS });
      return tags;
    } catch (error) {
      log.error('The tags of an alarm could not be read. It goes on without them.', { alarmArn, error });
      return {};
    }
  };
}
