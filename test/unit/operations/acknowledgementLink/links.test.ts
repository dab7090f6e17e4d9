import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { planClock } from '#domain/incident/clock.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { actByLink } from '#operations/acknowledgementLink/actByLink.ts';
import { acknowledgementLinks } from '#operations/acknowledgementLink/links.ts';
import { viewLink } from '#operations/acknowledgementLink/viewLink.ts';
import { runStage } from '#operations/clock/runStage.ts';
import { moveIncident } from '#operations/incident/moveIncident.ts';
import { openOne } from '#test/support/opened.ts';
import { ada, ben } from '#test/support/sampleOrganisation.ts';
import { alice, entered, newWorld, type World } from '#test/support/world.ts';

const linkKeys = { key: async () => KEY };
const KEY = randomBytes(32);
const PUBLIC_URL = 'https://muster.example';

describe('the link of a page', () => {
  let world: World;
  let record: IncidentRecord;
  let ports: World['ports'] & { linkKeys: typeof linkKeys };

  beforeEach(async () => {
    world = newWorld();
    ports = {
      ...world.ports,
      linkKeys,
      links: acknowledgementLinks(PUBLIC_URL, { linkKeys, clock: world.ports.clock }),
    };
    record = await openOne(world);
    await runStage(entered(world, planClock(record, ports.clock.now())), ports);
  });

  const tokenOf = async (contactId: string) => (await ports.links.acknowledge(record, contactId)).slice(-35);
  const status = async () => (await ports.incidents.get(record.id))?.status;

  it('is in every page, whole', async () => {
    const token = await tokenOf(ada.id);
    expect(world.sent.map((page) => page.text.includes(`${PUBLIC_URL}/a/${token}`))).toEqual([true, true]);
  });

  it('shows the incident and changes nothing when it is opened', async () => {
    const view = await viewLink(await tokenOf(ada.id), ports);
    expect(view).toMatchObject({ contactName: 'Ada', serviceName: 'Payments', acknowledgedBy: null });
    expect(await status()).toBe('triggered');
  });

  it('acknowledges in the name of its contact, once', async () => {
    const token = await tokenOf(ada.id);
    expect(await actByLink(token, undefined, ports)).toMatchObject({
      done: 'acknowledge',
      acknowledgedBy: 'Ada',
    });
    expect(await actByLink(token, undefined, ports)).toMatchObject({
      done: null,
      acknowledgedBy: 'Ada',
    });
    const events = (await ports.incidents.timeline(record.id, 100, undefined)).items;
    expect(events.filter(({ type }) => type === 'incident.acknowledged')).toEqual([
      expect.objectContaining({ actor: { type: 'contact', id: ada.id, name: 'Ada' } }),
    ]);
  });

  it('says how it stands where the incident has moved on', async () => {
    await moveIncident(record.id, { name: 'mitigate' }, { actor: alice }, ports);
    expect(await actByLink(await tokenOf(ada.id), undefined, ports)).toMatchObject({
      done: null,
      record: { status: 'mitigated' },
    });
  });

  it('is gone after 72 hours', async () => {
    const token = await tokenOf(ada.id);
    world.pass(72 * 3600_000);
    await expect(viewLink(token, ports)).rejects.toMatchObject({ code: 'gone' });
  });

  it('of somebody who was not paged, of another incident or of another key is unknown', async () => {
    const foreign = acknowledgementLinks(PUBLIC_URL, {
      linkKeys: { key: async () => randomBytes(32) },
      clock: ports.clock,
    });
    const tokens = [
      await tokenOf(ben.id),
      (await ports.links.acknowledge({ id: record.id, number: 99 }, ada.id)).slice(-35),
      (await foreign.acknowledge(record, ada.id)).slice(-35),
      'x',
    ];
    for (const token of tokens) {
      await expect(actByLink(token, undefined, ports)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await status()).toBe('triggered');
  });

  it('answers a second acknowledgement only when the pages of the first one’s wait are out', async () => {
    const token = await tokenOf(ada.id);
    const change = await ports.incidents.get(record.id);
    if (!change) throw new Error('The incident is gone.');
    const until = new Date(ports.clock.now().getTime() + 5000).toISOString();
    const after = {
      ...change,
      status: 'acknowledged' as const,
      paging: { until },
      revision: change.revision + 1,
    };
    await ports.incidents.commit({
      before: change,
      after,
      at: until,
      events: [],
      notifications: [],
      alerts: [],
      steps: [],
    });
    await actByLink(token, undefined, ports);
    expect(ports.clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse(until));
  });
});
