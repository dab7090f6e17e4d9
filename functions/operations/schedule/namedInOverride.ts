import { Refusal } from '#domain/refusal.ts';
import type { Clock } from '../ports.ts';
import { loadAllRotas, type RotaPorts } from './rotas.ts';

/**
 * Requires that no override names a contact who is to be deleted. Those that are over do not count: nobody should
 * have to tidy up the past. Where an override is added while this looks, it names somebody who has been deleted,
 * whom pages pass over.
 *
 * @throws Refusal `in-use` with `by`
 */
export async function requireNoOverride(
  contactId: string,
  ports: RotaPorts & { clock: Clock },
): Promise<void> {
  const { rotas } = await loadAllRotas(ports.clock.now(), ports);
  const by = rotas.flatMap(({ schedule, departures }) =>
    departures.overrides
      .filter((override) => override.contactId === contactId || override.replaces === contactId)
      .map(({ id }) => ({ type: 'schedule-override', id, name: schedule.name })),
  );
  if (by.length === 0) return;
  const names = [...new Set(by.map(({ name }) => `"${name}"`))].join(', ');
  throw new Refusal(
    'in-use',
    `The contact is in overrides of ${names}. Take those back or wait until they are over, then delete it.`,
    { by },
  );
}
