import { changeOf, muster } from '#domain/incident/change.ts';
import { planClock } from '#domain/incident/clock.ts';
import { isFinal } from '#domain/incident/status.ts';
import { wakeAt } from '#domain/incident/wakeAt.ts';
import { type ChangePorts, changeIncident } from '../incident/changeIncident.ts';
import type { OpenIncident } from '../incident/store.ts';

/** An execution that was started this recently may not be listed yet. */
const JUST_STARTED_MS = 20_000;
/** A clock that is this late is not coming. */
const OVERDUE_MS = 20_000;
/** After a failure of everything many need a clock; Step Functions starts some hundreds a second. */
const AT_ONCE = 10;

export interface Swept {
  open: number;
  revived: number;
}

/** What a sweep needs: it reaches executions by their names, not by their tokens. */
type SweepPorts = Omit<ChangePorts, 'clocks'>;

/** The epochs whose executions run, by incident. */
type Running = Map<string, Set<number>>;

/**
 * Finds the open incidents whose execution is gone or whose time has passed, and gives each the next
 * execution. Run every minute, so that no incident is without a clock for more than two. Executions of earlier
 * epochs, which can do nothing any more, are stopped.
 *
 * The new epoch is written before its execution starts. Where the start is lost, the next sweep finds an
 * execution that is not there and goes one epoch on.
 */
export async function sweep(ports: SweepPorts): Promise<Swept> {
  const open: OpenIncident[] = [];
  for await (const incident of ports.incidents.listOpen()) open.push(incident);
  if (open.length === 0) return { open: 0, revived: 0 };

  const running: Running = new Map();
  for (const { incidentId, epoch } of await ports.executions.listRunning()) {
    running.set(incidentId, (running.get(incidentId) ?? new Set()).add(epoch));
  }
  const stopped = open.filter((incident) => whyStopped(incident, running, ports.clock.now()));
  let revived = 0;
  for (let start = 0; start < stopped.length; start += AT_ONCE) {
    const results = await Promise.all(
      stopped.slice(start, start + AT_ONCE).map((incident) => tryRevive(incident, running, ports)),
    );
    revived += results.filter(Boolean).length;
  }
  for (const { id, epoch } of open) await stopEarlier(id, epoch, running, ports);
  return { open: open.length, revived };
}

function whyStopped(incident: OpenIncident, running: Running, now: Date): string | undefined {
  if (now.getTime() - Date.parse(incident.epochStartedAt) < JUST_STARTED_MS) return undefined;
  if (!running.get(incident.id)?.has(incident.epoch)) return 'Its execution was gone.';
  const wanted = wakeAt(incident);
  const overdue = wanted ? now.getTime() - Date.parse(wanted) : 0;
  return overdue > OVERDUE_MS ? `Its execution did not wake at ${wanted}.` : undefined;
}

/** One incident that can not be revived must not keep the others from it. */
async function tryRevive(found: OpenIncident, running: Running, ports: SweepPorts): Promise<boolean> {
  try {
    return await revive(found, running, ports);
  } catch (error) {
    ports.log.error('An incident was not revived. The next sweep tries again.', {
      incidentId: found.id,
      error,
    });
    return false;
  }
}

async function revive(found: OpenIncident, running: Running, ports: SweepPorts): Promise<boolean> {
  const change = await changeIncident(
    found.id,
    (record) => {
      const now = ports.clock.now();
      const taken = record.epoch !== found.epoch || isFinal(record.status);
      const why = taken ? undefined : whyStopped(record, running, now);
      if (!why) return undefined;
      const epoch = record.epoch + 1;
      return changeOf(record, now, { epoch, epochStartedAt: now.toISOString() }, [
        {
          type: 'clock.revived',
          actor: muster,
          data: { epoch },
          reason: `${why} The next one keeps its time.`,
        },
      ]);
    },
    ports,
  );
  if (!change) return false;
  await ports.executions.start(planClock(change.after, ports.clock.now()));
  ports.log.info('An incident got its next execution.', { incidentId: found.id, epoch: change.after.epoch });
  await stopEarlier(found.id, change.after.epoch, running, ports);
  return true;
}

/** An execution that was late, not gone, would find out only at its next waking that it is replaced. */
async function stopEarlier(
  incidentId: string,
  current: number,
  running: Running,
  ports: SweepPorts,
): Promise<void> {
  for (const epoch of running.get(incidentId) ?? []) {
    if (epoch >= current) continue;
    try {
      await ports.executions.stop(
        { incidentId, epoch },
        'A later execution keeps the time of this incident.',
      );
      running.get(incidentId)?.delete(epoch);
    } catch (error) {
      ports.log.error('A replaced execution was not stopped. The next sweep tries again.', {
        incidentId,
        epoch,
        error,
      });
    }
  }
}
