import { type AlarmChange, alarmSignal } from '#domain/signal/cloudwatch.ts';
import { deliveredId } from '#domain/signal/deliveredId.ts';
import { saidAt } from '#domain/signal/said.ts';
import type { IncidentStore } from '../incident/store.ts';
import type { Clock, Log } from '../ports.ts';
import type { AlarmTags, ListAlarms, MapToService, SignalEffects } from './ports.ts';

export interface ReconcilePorts {
  listAlarms: ListAlarms;
  alarmTags: AlarmTags;
  mapToService: MapToService;
  effects: Pick<SignalEffects, 'open'>;
  incidents: Pick<IncidentStore, 'lastTriggered'>;
  clock: Clock;
  log: Log;
}

/** A message that comes at all has come by then. */
const GRACE_MS = 2 * 60_000;
/** By how much the time in a message and the time in CloudWatch's answer may differ. */
const SAME_MOMENT_MS = 5_000;

/**
 * Opens incidents for alarms whose message was lost. CloudWatch tells of a change of state once: without this,
 * a lost delivery is a lost incident. What came once is left alone, whatever became of it since.
 *
 * @returns how many incidents were opened so
 */
export async function reconcileAlarms(ports: ReconcilePorts): Promise<number> {
  let opened = 0;
  for (const change of await ports.listAlarms()) {
    try {
      if (await openMissed(change, ports)) opened += 1;
    } catch (error) {
      ports.log.error('An alarm could not be compared with its incidents. The next round tries again.', {
        alarmArn: change.arn,
        error,
      });
    }
  }
  return opened;
}

async function openMissed(change: AlarmChange, ports: ReconcilePorts): Promise<boolean> {
  const now = ports.clock.now();
  const receivedAt = now.toISOString();
  const since = saidAt(change.at, receivedAt);
  if (now.getTime() - Date.parse(since) < GRACE_MS) return false;
  const tags = await ports.alarmTags(change.arn);
  const made = alarmSignal(change, {
    id: deliveredId('alr', since, `asked#${change.arn}`),
    receivedAt,
    tags,
  });
  if (!('signal' in made)) return false;
  const { service, reason } = await ports.mapToService(made.signal, tags);
  const known = await ports.incidents.lastTriggered(service.id, made.signal.dedupKey);
  if (known && Date.parse(known) >= Date.parse(since) - SAME_MOMENT_MS) return false;
  const why = `${reason} The alarm's message never came: Muster found it by asking CloudWatch.`;
  const { incidentId } = await ports.effects.open([made.signal], service, why);
  ports.log.error('The message of an alarm was lost. Its incident is open now.', {
    alarmArn: change.arn,
    incidentId,
  });
  return true;
}
