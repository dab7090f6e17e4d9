import { beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '#domain/service/schema.ts';
import type { Signal } from '#domain/signal/schema.ts';
import { rememberMappings } from '#operations/intake/mapToService.ts';

const home = {
  id: 'svc_01J0000000000000000000000A',
  name: 'Home',
  isDefault: true,
  alarmNamePatterns: [],
  alarmTags: [],
};
let now: number;
let services: Service[];
let reads: number;

const mapper = () =>
  rememberMappings(
    async () => {
      reads += 1;
      return services;
    },
    { now: () => new Date(now), sleep: async () => undefined },
  );
const signal = (dedupKey: string, action: Signal['action'] = 'trigger') =>
  ({ dedupKey, action, serviceId: null, alarm: { arn: dedupKey, name: dedupKey } }) as Signal;

beforeEach(() => {
  now = Date.parse('2026-11-24T08:00:00.000Z');
  services = [home as unknown as Service];
  reads = 0;
});

describe('finding services', () => {
  it('reads nothing for the repeated triggers of a storm', async () => {
    const mapToService = mapper();
    for (let count = 0; count < 100; count += 1) await mapToService(signal('k'), {});
    expect(reads).toBe(1);
  });

  it('reads once for all signals of a batch', async () => {
    const mapToService = mapper();
    await Promise.all(['a', 'b', 'c'].map((key) => mapToService(signal(key), {})));
    expect(reads).toBe(1);
  });

  it('sees a new service at once for a new key, another tag and a resolve, and for a known key after 30 seconds', async () => {
    const mapToService = mapper();
    await mapToService(signal('web-1'), {});
    services = [
      ...services,
      { ...services[0], id: 'svc_b', name: 'Web', isDefault: false, alarmNamePatterns: ['web-*'] } as Service,
    ];
    const nameOf = async (one: Signal, tags = {}) => (await mapToService(one, tags)).service.name;
    expect(await nameOf(signal('web-1'))).toBe('Home');
    expect(await nameOf(signal('web-2'))).toBe('Web');
    expect(await nameOf(signal('web-1'), { 'muster:service': 'Web' })).toBe('Web');
    now += 30_000;
    expect(await nameOf(signal('web-1'))).toBe('Web');
    services = [home as unknown as Service];
    expect(await nameOf(signal('web-1', 'resolve'))).toBe('Home');
  });

  it('sees at once that any tag of an alarm has changed, and no change in their order', async () => {
    const mapToService = mapper();
    const alarmTags = [{ key: 'app', value: 'web' }];
    services = [
      ...services,
      { ...services[0], id: 'svc_b', name: 'Web', isDefault: false, alarmTags } as Service,
    ];
    const nameOf = async (tags: Record<string, string>) =>
      (await mapToService(signal('web-1'), tags)).service.name;
    expect(await nameOf({ app: 'other', team: 'a' })).toBe('Home');
    expect(await nameOf({ app: 'web', team: 'a' })).toBe('Web');
    expect(await nameOf({ team: 'a', app: 'web' })).toBe('Web');
    expect(reads).toBe(2);
  });

  it('asks again after a failure', async () => {
    let fails = true;
    const mapToService = rememberMappings(
      async () => {
        if (fails) throw new Error('away');
        return services;
      },
      { now: () => new Date(now), sleep: async () => undefined },
    );
    await expect(mapToService(signal('k'), {})).rejects.toThrow('away');
    fails = false;
    expect((await mapToService(signal('k'), {})).service.name).toBe('Home');
  });
});
