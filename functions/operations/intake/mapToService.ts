import { type Mapping, mapService } from '#domain/service/mapping.ts';
import type { Service } from '#domain/service/schema.ts';
import type { Clock } from '../ports.ts';
import type { ListServices, MapToService } from './ports.ts';

const REMEMBERED_MS = 30_000;
const REMEMBERED_MOST = 1000;

/**
 * Finds services by the rules of `mapService`. Where a key went is remembered for 30 seconds, so that the
 * repeated triggers of a storm read nothing; a new key, a resolve and an acknowledgement always see the services
 * as they are.
 */
export function rememberMappings(listServices: ListServices, clock: Clock): MapToService {
  const remembered = new Map<string, { mapping: Mapping; until: number }>();
  const currentServices = sharedWhileRunning(listServices);
  return async (signal, tags) => {
    const key = JSON.stringify([signal.dedupKey, signal.serviceId, Object.entries(tags).toSorted(byTagKey)]);
    const known = remembered.get(key);
    const now = clock.now().getTime();
    if (signal.action === 'trigger' && known && now < known.until) return known.mapping;
    const mapping = mapService(signal, tags, await currentServices());
    if (remembered.size >= REMEMBERED_MOST) remembered.clear();
    remembered.set(key, { mapping, until: now + REMEMBERED_MS });
    return mapping;
  };
}

/** Which of the tags matter only the services know, so all of them tell one alarm from another, in whatever order. */
const byTagKey = ([one]: [string, string], [other]: [string, string]) => one.localeCompare(other);

/** The signals of one batch ask at once, and one answer is enough for all. */
function sharedWhileRunning(listServices: ListServices): ListServices {
  let running: Promise<Service[]> | undefined;
  return () => {
    running ??= listServices().finally(() => {
      running = undefined;
    });
    return running;
  };
}
