import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, type Linked } from '#apply/changes/order.ts';
import { kinds } from '#apply/kinds.ts';

const [contact, , schedule, , service, responsePlan] = kinds;

const shortly = (things: Linked[]) =>
  inOrder(things).map((move) =>
    move.make
      ? [move.thing.id, ...move.without.map((field) => `-${field}`)]
      : [move.thing.id, ...move.fields],
  );

describe('the order of making', () => {
  it('is each after what it names, and otherwise as it was', () => {
    expect(
      shortly([
        { kind: service, id: 'shop', links: [{ field: 'dependsOn', to: 'payments' }] },
        { kind: service, id: 'payments', links: [{ field: 'dependsOn', to: 'what is there' }] },
        { kind: service, id: 'reporting', links: [] },
      ]),
    ).toEqual([['payments'], ['shop'], ['reporting']]);
  });

  it('breaks a circle where a field can wait, and closes it as soon as it can', () => {
    expect(
      shortly([
        { kind: service, id: 'shop', links: [{ field: 'responsePlanId', to: 'outage' }] },
        { kind: responsePlan, id: 'outage', links: [{ field: 'match', to: 'shop' }] },
        { kind: contact, id: 'ada', links: [] },
      ]),
    ).toEqual([['ada'], ['shop', '-responsePlanId'], ['outage'], ['shop', 'responsePlanId']]);
  });

  it('refuses a circle in which nothing can wait', () => {
    expect(() =>
      inOrder([
        { kind: schedule, id: 'one', links: [{ field: 'layers', to: 'other' }] },
        { kind: schedule, id: 'other', links: [{ field: 'layers', to: 'one' }] },
      ]),
    ).toThrow('These name each other, and none can be made first: schedule one, schedule other.');
  });

  it('makes whatever services name each other whole, and nothing before what it then names', () => {
    const graph = fc
      .array(fc.array(fc.nat(9), { maxLength: 4 }), { minLength: 1, maxLength: 10 })
      .map((lists) =>
        lists.map(
          (others, index): Linked => ({
            kind: service,
            id: `s${index}`,
            links: others
              .filter((other) => other !== index && other < lists.length)
              .map((other) => ({ field: other % 2 ? 'dependsOn' : 'fallbackTarget', to: `s${other}` })),
          }),
        ),
      );
    fc.assert(
      fc.property(graph, (things) => {
        const made = new Set<string>();
        const lacking = new Map<string, readonly string[]>();
        for (const move of inOrder(things)) {
          const left = move.make ? move.without : [];
          const given = move.thing.links.filter(({ field }) =>
            move.make ? !left.includes(field) : move.fields.includes(field),
          );
          expect(given.every(({ to }) => made.has(to))).toBe(true);
          if (move.make) {
            made.add(move.thing.id);
            if (left.length > 0) lacking.set(move.thing.id, left);
          } else {
            expect(lacking.get(move.thing.id)).toEqual(move.fields);
            lacking.delete(move.thing.id);
          }
        }
        expect(made.size).toBe(things.length);
        expect(lacking.size).toBe(0);
      }),
    );
  });
});
