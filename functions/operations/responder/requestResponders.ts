import { call } from '#domain/escalation/call.ts';
import type { Directory } from '#domain/escalation/directory.ts';
import { rotating } from '#domain/escalation/rotating.ts';
import type { Target } from '#domain/escalation/schema.ts';
import type { Asked } from '#domain/incident/asked.ts';
import { Refusal } from '#domain/refusal.ts';
import { requireOngoing } from '#domain/responder/ongoing.ts';
import { decideRequest, type Requested } from '#domain/responder/request.ts';
import type { RequestRespondersInput } from '#domain/responder/schema.ts';
import { wakeClock } from '../clock/wake.ts';
import type { Turns } from '../escalation/turns.ts';
import { type ChangePorts, changeIncident, notFound } from '../incident/changeIncident.ts';
import type { Organisation } from '../incident/store.ts';

export interface RequestPorts extends ChangePorts {
  organisation: Pick<Organisation, 'directory'>;
  turns: Turns;
}

/**
 * Asks those to whom targets lead now to help with an incident. The incident's clock pages them.
 *
 * Where it runs twice, the second time finds them asked and pages nobody.
 *
 * @throws Refusal `not-found`, `conflict`, `validation-failed` where a target does not exist or nobody can be asked, or
 *   `invalid-transition` where the incident is resolved or over
 */
export async function requestResponders(
  incidentId: string,
  { targets, message }: RequestRespondersInput,
  asked: Omit<Asked, 'now'>,
  ports: RequestPorts,
): Promise<Requested> {
  const record = await ports.incidents.get(incidentId);
  if (!record) throw notFound(incidentId);
  // A turn is taken only where somebody is going to be asked.
  requireOngoing(record);
  const directory = await ports.organisation.directory(targets, ports.clock.now());
  requireKnown(targets, directory);
  const ids = rotating(targets);
  const turns = ids.length > 0 ? await ports.turns.take(ids) : directory.turns;

  let requested: Requested | undefined;
  await changeIncident(
    incidentId,
    (current) => {
      const now = ports.clock.now();
      const called = call(targets, { ...directory, turns }, now.getTime());
      requested = decideRequest(current, called, message, { ...asked, now });
      return requested.change;
    },
    ports,
  );
  if (!requested) throw notFound(incidentId);
  if (requested.change) await wakeClock(requested.change, ports);
  return requested;
}

/** A typing mistake is told at once, whoever else is asked in the same request. */
function requireKnown(targets: Target[], { contacts, teams, schedules }: Directory): void {
  const known = { contact: contacts, team: teams, schedule: schedules };
  const errors = targets.flatMap(({ type, id }, index) =>
    known[type].has(id) ? [] : [{ path: `targets.${index}.id`, message: `names no ${type}` }],
  );
  const [first] = errors;
  if (!first) return;
  throw new Refusal('validation-failed', `"${first.path}" ${first.message}. Look up its id and try again.`, {
    errors,
  });
}
