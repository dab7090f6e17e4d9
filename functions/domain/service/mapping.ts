import type { Signal } from '../signal/schema.ts';
import type { Service } from './schema.ts';

/** The service that a signal concerns, and why, for the timeline. */
export interface Mapping {
  service: Service;
  reason: string;
}

/**
 * Finds the service of a signal: an alarm's tag `muster:service` (id or name) wins, then the service with the most
 * `alarmTags` among the alarm's, then the most specific pattern of alarm names, then the service that the signal or
 * its integration names, else the default.
 *
 * @param tags of the alarm; empty for every other signal
 * @param services all services
 * @throws Error when none of the services is the default
 */
export function mapService(
  signal: Pick<Signal, 'alarm' | 'serviceId'>,
  tags: Record<string, string>,
  services: Service[],
): Mapping {
  const notes: string[] = [];

  const tag = tags['muster:service'];
  if (signal.alarm && tag) {
    const tagged = byIdOrName(services, tag);
    if (tagged) return { service: tagged, reason: `The alarm's tag muster:service names ${tagged.name}.` };
    notes.push(`The alarm's tag muster:service names "${tag}", which is no service.`);
  }

  const matched = signal.alarm && (byTags(services, tags) ?? byPattern(services, signal.alarm.name));
  if (matched) return { service: matched.service, reason: [...notes, matched.reason].join(' ') };

  if (signal.serviceId) {
    const named = services.find((service) => service.id === signal.serviceId);
    if (named) return { service: named, reason: `The alert names ${named.name}.` };
    notes.push(`The alert names ${signal.serviceId}, which is no service.`);
  }

  const fallback = services.find((service) => service.isDefault);
  if (!fallback)
    throw new Error('No service is the default. Make one the default, so that no alert is lost.');
  notes.push(`Nothing names another service, so it goes to the default, ${fallback.name}.`);
  return { service: fallback, reason: notes.join(' ') };
}

function byIdOrName(services: Service[], text: string): Service | undefined {
  const name = text.trim().toLowerCase();
  return (
    services.find((service) => service.id === text.trim()) ??
    services.find((service) => service.name.toLowerCase() === name)
  );
}

/** The service with the most of the alarm's tags; equal ones go by service name. */
function byTags(services: Service[], tags: Record<string, string>): Mapping | undefined {
  const matches = services
    .map((service) => ({ service, named: tagsOf(service, tags) }))
    .filter(({ named }) => named.length > 0)
    .toSorted(
      (one, other) =>
        other.named.length - one.named.length || one.service.name.localeCompare(other.service.name),
    );
  const [best, ...others] = matches;
  if (!best) return undefined;
  const { service, named } = best;
  const reason = `The alarm's ${named.length === 1 ? 'tag' : 'tags'} ${named.join(', ')} ${
    named.length === 1 ? 'belongs' : 'belong'
  } to ${service.name}`;
  if (others.length === 0) return { service, reason: `${reason}.` };
  const names = others.map((other) => other.service.name).join(', ');
  const tied = others.some((other) => other.named.length === named.length);
  const wins = tied ? 'the first by name wins' : `${service.name} has the most`;
  return { service, reason: `${reason}; tags of ${names} fit as well, and ${wins}.` };
}

/** The alarm's tags that a service names, each once, as `key=value`. */
function tagsOf({ alarmTags }: Service, tags: Record<string, string>): string[] {
  const named = alarmTags.filter(({ key, value }) => tags[key] === value);
  return [...new Set(named.map(({ key, value }) => `${key}=${value}`))].toSorted();
}

/** The pattern with the most characters that are no `*` is the most specific; equal ones go by service name. */
function byPattern(services: Service[], alarmName: string): Mapping | undefined {
  const matches = services
    .flatMap((service) =>
      service.alarmNamePatterns
        .filter((pattern) => matchesPattern(alarmName, pattern))
        .map((pattern) => ({ service, pattern, weight: pattern.replaceAll('*', '').length })),
    )
    .toSorted(
      (one, other) => other.weight - one.weight || one.service.name.localeCompare(other.service.name),
    );
  const [best] = matches;
  if (!best) return undefined;
  const rivals = matches.filter(
    ({ service, weight }) => weight === best.weight && service.id !== best.service.id,
  );
  const reason = `The alarm's name fits the pattern "${best.pattern}" of ${best.service.name}`;
  if (rivals.length === 0) return { service: best.service, reason: `${reason}.` };
  const names = [...new Set(rivals.map(({ service }) => service.name))].join(', ');
  return {
    service: best.service,
    reason: `${reason}; patterns of ${names} fit as well, and the first by name wins.`,
  };
}

/**
 * Whether a name fits a pattern in which `*` stands for any characters, also none.
 * Walks both once instead of building a regular expression, which could be made to take for ever.
 */
export function matchesPattern(name: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return name === pattern;
  if (!name.startsWith(head) || name.length < head.length + tail.length || !name.endsWith(tail)) return false;
  let from = head.length;
  const end = name.length - tail.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}
