import { beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '#domain/service/schema.ts';
import type { TimelineEvent } from '#domain/timeline/schema.ts';
import { linkIncidents } from '#operations/incident/linkIncidents.ts';
import { openIncident } from '#operations/incident/openIncident.ts';
import { openRequest } from '#test/support/opened.ts';
import { organisationOf, payments } from '#test/support/sampleOrganisation.ts';
import { newWorld, type World } from '#test/support/world.ts';

const dependent = (id: string, name: string, dependsOn: string[]): Service => ({
  ...payments,
  id,
  name,
  dependsOn,
  isDefault: false,
});
const checkout = dependent('svc_checkout', 'Checkout', [payments.id]);
const web = dependent('svc_web', 'Web', [checkout.id]);
const search = dependent('svc_search', 'Search', []);
const services = [payments, checkout, web, search];
let world: World;

beforeEach(() => {
  world = newWorld(organisationOf({ services }));
});

const portsOf = (changes: Partial<World['ports']['incidents']> = {}) => ({
  incidents: { ...world.ports.incidents, ...changes },
  knownServices: async () => services,
  clock: world.ports.clock,
});

/** Opens an incident of a service. Returns the event that the stream carries. */
async function open(service: Service): Promise<TimelineEvent> {
  const request = { ...openRequest({ dedupKey: service.name }), service };
  const { incidentId } = await openIncident(request, world.ports);
  const [event] = (await world.ports.incidents.timeline(incidentId, 1, undefined)).items;
  if (!event) throw new Error('The incident has no timeline.');
  return event;
}

const recordOf = async ({ incidentId }: TimelineEvent) => {
  const record = await world.ports.incidents.get(incidentId);
  if (!record) throw new Error('The incident is gone.');
  return record;
};
const linksOf = async (event: TimelineEvent) =>
  (await recordOf(event)).linkedIncidents.map(({ number, relation }) => `${relation} #${number}`).toSorted();
const toldOf = async ({ incidentId }: TimelineEvent) =>
  (await world.ports.incidents.timeline(incidentId, 100, undefined)).items
    .filter(({ type }) => type === 'incident.linked')
    .map(({ reason }) => reason)
    .toSorted();

describe('a storm across services that depend on each other', () => {
  const whole = [
    ['downstream #2', 'downstream #3'],
    ['downstream #3', 'upstream #1'],
    ['upstream #1', 'upstream #2'],
  ];

  it('is linked both ways, one by one', async () => {
    const events: TimelineEvent[] = [];
    for (const service of [payments, checkout, web]) {
      events.push(await open(service));
      await linkIncidents(events.slice(-1), portsOf());
    }
    expect(await Promise.all(events.map(linksOf))).toEqual(whole);
    expect(await Promise.all(events.map(toldOf))).toEqual([
      [
        'Checkout, whose incident #2 is open, depends on Payments.',
        'Web, whose incident #3 is open, depends on Payments.',
      ],
      [
        'Checkout depends on Payments, whose incident #1 is open.',
        'Web, whose incident #3 is open, depends on Checkout.',
      ],
      [
        'Web depends on Checkout, whose incident #2 is open.',
        'Web depends on Payments, whose incident #1 is open.',
      ],
    ]);
  });

  it('is linked once, whatever comes at the same moment or again', async () => {
    const events = [await open(payments), await open(checkout), await open(web), await open(search)];
    const [, , , unrelated] = events as [unknown, unknown, unknown, TimelineEvent];

    await Promise.all([
      ...events.map((event) => linkIncidents([event], portsOf())),
      linkIncidents(events, portsOf()),
    ]);
    await linkIncidents(events, portsOf());

    expect(await Promise.all(events.slice(0, 3).map(linksOf))).toEqual(whole);
    expect((await Promise.all(events.map(toldOf))).map((told) => told.length)).toEqual([2, 2, 2, 0]);
    expect(await recordOf(unrelated)).toMatchObject({ revision: 1, linkedIncidents: [] });
  });

  it('in one batch is one change for each incident, though the index shows none of them yet', async () => {
    const events = [await open(payments), await open(checkout), await open(web)];
    await linkIncidents(events, portsOf({ list: async () => ({ items: [], nextCursor: null }) }));
    expect(await Promise.all(events.map(linksOf))).toEqual(whole);
    for (const event of events) expect((await recordOf(event)).revision).toBe(2);
  });

  it('changes nothing about paging', async () => {
    const events = [await open(payments), await open(checkout)];
    const [before, told] = [await Promise.all(events.map(recordOf)), [...world.told]];

    await linkIncidents(events, portsOf());

    const after = await Promise.all(events.map(recordOf));
    expect(after.map((record) => ({ ...record, linkedIncidents: [], revision: 1 }))).toEqual(before);
    expect(world.told).toEqual(told);
  });

  it('is linked as far as it can be where one incident can not be changed, and the rest when it comes again', async () => {
    const events = [await open(payments), await open(checkout), await open(web)];
    const [stuck] = events as [TimelineEvent];
    const { commit } = world.ports.incidents;
    const failing = portsOf({
      commit: async (...changes) => {
        if (changes.some(({ before }) => before.id === stuck.incidentId))
          throw new Error('The table is away.');
        return await commit(...changes);
      },
    });

    await expect(linkIncidents(events, failing)).rejects.toThrow('The table is away.');
    expect(await Promise.all(events.map(linksOf))).toEqual([[], ...whole.slice(1)]);

    await linkIncidents(events, portsOf());
    expect(await Promise.all(events.map(linksOf))).toEqual(whole);
    expect((await Promise.all(events.map(toldOf))).map((told) => told.length)).toEqual([2, 2, 2]);
  });
});

it('an incident of a service without dependencies reads no incident', async () => {
  const event = await open(search);
  const unread = async () => {
    throw new Error('Nobody needs this.');
  };
  await expect(linkIncidents([event], portsOf({ get: unread, list: unread }))).resolves.toBeUndefined();
});
