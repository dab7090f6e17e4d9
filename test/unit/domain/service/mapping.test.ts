import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapService, matchesPattern } from '#domain/service/mapping.ts';
import type { Service } from '#domain/service/schema.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';

function service(letter: string, name: string, fields: Partial<Service> = {}): Service {
  return {
    id: `svc_01J0000000000000000000000${letter}`,
    name,
    description: null,
    tier: 'medium',
    escalationPolicyId: null,
    alarmNamePatterns: [],
    autoResolve: true,
    fallbackTarget: null,
    ...absentInEarlier.service,
    isDefault: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    etag: '"1"',
    ...fields,
  };
}
const payments = service('A', 'Payments', { alarmNamePatterns: ['payments-*', 'shared'] });
const ledger = service('B', 'Ledger', { alarmNamePatterns: ['payments-ledger-*', 'shared'] });
const everything = service('C', 'Everything else', { isDefault: true });
const services = [payments, ledger, everything];
const alarm = (name: string) => ({ alarm: { arn: 'arn', name }, serviceId: null });

describe('mapping an alarm to a service', () => {
  it.each([
    [payments.id, 'Payments'],
    ['payments', 'Payments'],
  ])('follows the tag %s before any pattern', (tag, name) => {
    const mapping = mapService(alarm('payments-ledger-1'), { 'muster:service': tag }, services);
    expect(mapping.service.name).toBe(name);
    expect(mapping.reason).toBe("The alarm's tag muster:service names Payments.");
  });

  it('takes the most specific pattern', () => {
    const mapping = mapService(alarm('payments-ledger-1'), {}, services);
    expect(mapping.service.name).toBe('Ledger');
    expect(mapping.reason).toContain('"payments-ledger-*"');
  });

  it('explains a tie', () => {
    const { service, reason } = mapService(alarm('shared'), {}, services);
    expect(service.name).toBe('Ledger');
    expect(reason).toBe(
      'The alarm\'s name fits the pattern "shared" of Ledger; patterns of Payments fit as well, and the first by name wins.',
    );
  });

  it('says why a tag did not count', () => {
    const { service, reason } = mapService(alarm('other'), { 'muster:service': 'nobody' }, services);
    expect(service.name).toBe('Everything else');
    expect(reason).toContain('names "nobody", which is no service');
  });
});

describe('mapping an alarm by the tags that services name', () => {
  const tag = (key: string, value: string) => ({ key, value });
  const shop = service('D', 'Shop', {
    alarmTags: [tag('app', 'shop'), tag('team', 'web')],
    alarmNamePatterns: ['*'],
  });
  const cart = service('E', 'Cart', { alarmTags: [tag('app', 'shop'), tag('part', 'cart')] });
  const tagged = [...services, shop, cart];
  const of = (tags: Record<string, string>) => mapService(alarm('payments-1'), tags, tagged);

  it('goes before any pattern', () => {
    expect(of({ part: 'cart' })).toEqual({
      service: cart,
      reason: "The alarm's tag part=cart belongs to Cart.",
    });
  });

  it('takes the service with the most of the tags', () => {
    expect(of({ team: 'web', app: 'shop', owner: 'nobody' })).toEqual({
      service: shop,
      reason:
        "The alarm's tags app=shop, team=web belong to Shop; tags of Cart fit as well, and Shop has the most.",
    });
  });

  it('explains a tie', () => {
    expect(of({ app: 'shop' })).toEqual({
      service: cart,
      reason:
        "The alarm's tag app=shop belongs to Cart; tags of Shop fit as well, and the first by name wins.",
    });
  });

  it('gives way to the tag muster:service, unless that names no service', () => {
    expect(of({ app: 'shop', 'muster:service': 'Ledger' }).service).toBe(ledger);
    const { service, reason } = of({ app: 'shop', 'muster:service': 'nobody' });
    expect(service).toBe(cart);
    expect(reason).toMatch(/names "nobody", which is no service\. The alarm's tag app=shop belongs to Cart/);
  });

  it('is for alarms alone', () => {
    expect(mapService({ alarm: null, serviceId: null }, { app: 'shop' }, tagged).service).toBe(everything);
  });

  it('finds for any tags a service that no other beats, in whatever order the services and tags come', () => {
    const word = fc.constantFrom('a', 'b', 'constructor');
    const someTags = fc.array(fc.record({ key: word, value: word }), { maxLength: 4 });
    const some = fc
      .array(someTags, { minLength: 1, maxLength: 5 })
      .map((all) => all.map((alarmTags, index) => service(String(index), `Service ${index}`, { alarmTags })));
    const matching = ({ alarmTags }: Service, tags: Record<string, string>) =>
      new Set(alarmTags.filter(({ key, value }) => tags[key] === value).map(({ key }) => key)).size;
    fc.assert(
      fc.property(some, fc.dictionary(word, word), (candidates, tags) => {
        const { service } = mapService(alarm('other'), tags, [...candidates, everything]);
        const most = Math.max(...candidates.map((one) => matching(one, tags)));
        const best = candidates.find((one) => matching(one, tags) === most);
        expect(service).toBe(most === 0 ? everything : best);
        const reversed = Object.fromEntries(Object.entries(tags).toReversed());
        expect(mapService(alarm('other'), reversed, [everything, ...candidates.toReversed()]).service).toBe(
          service,
        );
      }),
    );
  });
});

describe('mapping an alert to a service', () => {
  it('goes where it says, or to the default where that is no service', () => {
    expect(mapService({ alarm: null, serviceId: ledger.id }, {}, services).service).toBe(ledger);
    const { service, reason } = mapService({ alarm: null, serviceId: 'svc_gone' }, {}, services);
    expect(service).toBe(everything);
    expect(reason).toContain('svc_gone');
  });

  it('never drops an alert without a word', () => {
    expect(() => mapService({ alarm: null, serviceId: null }, {}, [payments])).toThrow(
      'No service is the default',
    );
  });
});

describe('a pattern', () => {
  it.each([
    ['payments-*', 'payments-', true],
    ['payments-*', 'payment-1', false],
    ['*', '', true],
    ['*-prod', 'api-prod', true],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['a.c', 'abc', false],
    ['exact', 'exact', true],
  ])('%s against %s: %s', (pattern, name, fits) => {
    expect(matchesPattern(name, pattern)).toBe(fits);
  });

  it('agrees with the regular expression that it stands for', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
    fc.assert(
      fc.property(text, name, (pattern, candidate) => {
        expect(matchesPattern(candidate, pattern)).toBe(
          new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(candidate),
        );
      }),
      { numRuns: 500 },
    );
  });
});
