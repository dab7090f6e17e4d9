import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dependent, downstreamOf, upstreamOf } from '#domain/service/dependencies.ts';

const chain: Dependent[] = [
  { id: 'web', dependsOn: ['checkout'] },
  { id: 'checkout', dependsOn: ['payments'] },
  { id: 'payments', dependsOn: [] },
  { id: 'search', dependsOn: [] },
];
const ids = (found: Set<string>) => [...found].toSorted();

/** Up to eight services that depend on each other in any way, also in circles. */
const anyServices = fc.integer({ min: 1, max: 8 }).chain((count) => {
  const id = fc.nat({ max: count - 1 }).map(String);
  return fc
    .array(fc.array(id, { maxLength: 4 }), { minLength: count, maxLength: count })
    .map((all) => all.map((dependsOn, index): Dependent => ({ id: String(index), dependsOn })));
});

describe('the dependencies of services', () => {
  it('are followed from service to service, both ways', () => {
    expect(ids(upstreamOf('web', chain))).toEqual(['checkout', 'payments']);
    expect(ids(downstreamOf('payments', chain))).toEqual(['checkout', 'web']);
    expect(ids(upstreamOf('payments', chain))).toEqual([]);
    expect(ids(downstreamOf('search', chain))).toEqual([]);
    expect(ids(upstreamOf('nobody', chain))).toEqual([]);
  });

  it('may be a circle, in which everyone depends on all others', () => {
    const circle = chain.map((one) => (one.id === 'payments' ? { ...one, dependsOn: ['web'] } : one));
    expect(ids(upstreamOf('web', circle))).toEqual(['checkout', 'payments']);
    expect(ids(downstreamOf('web', circle))).toEqual(['checkout', 'payments']);
  });

  it('are the same seen from both ends, never lead to the service itself, and are complete', () => {
    fc.assert(
      fc.property(anyServices, (services) => {
        for (const { id, dependsOn } of services) {
          const upstream = upstreamOf(id, services);
          expect(upstream.has(id)).toBe(false);
          for (const other of services) {
            expect(downstreamOf(other.id, services).has(id)).toBe(upstream.has(other.id));
          }
          const expected = new Set(
            dependsOn
              .flatMap((direct) => [direct, ...upstreamOf(direct, services)])
              .filter((one) => one !== id),
          );
          expect(upstream).toEqual(expected);
        }
      }),
    );
  });
});
