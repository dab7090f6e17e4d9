import { describe, expect, inject, it } from 'vitest';
import { openTable } from '#adapters/dynamodb/client.ts';
import { dynamoLinkKeys } from '#adapters/dynamodb/linkKeys.ts';
import { contactTag, type LinkClaim, signLink } from '#domain/acknowledgement/token.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { Incident } from '#domain/incident/schema.ts';
import { connection } from '#test/support/aws.ts';
import { eventually } from '#test/support/eventually.ts';
import { linkIn, smsTo } from '#test/support/inboxes.ts';
import { ask, incidentOf, must, timelineOf } from '#test/support/musterApi.ts';
import { newContact, staffedService, unique } from '#test/support/organisations.ts';

const HOUR = 3600;

interface Paged {
  incident: Incident;
  contact: Contact;
  token: string;
}

/** An incident whose contact was paged, and the token of the link that they got. */
async function paged(): Promise<Paged> {
  const { service, contact } = await staffedService();
  const incident = await must<Incident>('POST', '/v1/incidents', {
    title: unique('linked'),
    serviceId: service.id,
  });
  const sms = await eventually(async () => (await smsTo(contact.phone ?? ''))[0]);
  return { incident, contact, token: linkIn(sms.Message).split('/a/')[1] ?? '' };
}

/** A link that Muster's own key has signed. */
async function signed({ incident, contact }: Paged, changes: Partial<LinkClaim> = {}): Promise<string> {
  const key = await dynamoLinkKeys(openTable(inject('stack').tableName, connection())).key();
  const expiresAt = Math.floor(Date.now() / 1000) + HOUR;
  const claim = { incidentNumber: incident.number, contactTag: contactTag(contact.id), expiresAt };
  return signLink({ ...claim, ...changes }, key);
}

/** Opens the link and presses its button, and gives both answers. */
async function use(token: string): Promise<[unknown, unknown][]> {
  const answers = [];
  for (const method of ['GET', 'POST'])
    answers.push(await ask<{ code: string }>(method, `/a/${token}`, { key: null }));
  return answers.map(({ status, body }) => [status, body.code]);
}

describe('the link of a page', () => {
  it('acknowledges its incident in the name of whom it paged, and no other', async () => {
    const [mine, other] = await Promise.all([paged(), paged()]);
    expect((await ask('POST', `/a/${mine.token}`, { key: null })).status).toBe(200);

    expect((await incidentOf(other.incident.id)).status).toBe('triggered');
    const acknowledged = (await timelineOf(mine.incident.id)).find(
      (event) => event.type === 'incident.acknowledged',
    );
    expect(acknowledged?.actor).toEqual({ type: 'contact', id: mine.contact.id, name: mine.contact.name });
  });

  it('that is too old is gone', async () => {
    const page = await paged();
    const token = await signed(page, { expiresAt: Math.floor(Date.now() / 1000) });

    expect(await use(token)).toEqual([
      [410, 'gone'],
      [410, 'gone'],
    ]);
    expect((await incidentOf(page.incident.id)).status).toBe('triggered');
  });

  it('that was forged, or names somebody who was not paged or an incident that is none, is unknown', async () => {
    const page = await paged();
    const stranger = await newContact();
    const first = page.token[0] === 'A' ? 'B' : 'A';
    const links = [
      first + page.token.slice(1),
      page.token.slice(0, -1),
      `${page.token}A`,
      await signed(page, { contactTag: contactTag(stranger.id) }),
      await signed(page, { incidentNumber: 4_000_000_000 }),
    ];

    for (const token of links) {
      expect(await use(token), token).toEqual([
        [404, 'not-found'],
        [404, 'not-found'],
      ]);
    }
    expect((await incidentOf(page.incident.id)).status).toBe('triggered');
    // The whole link, made the same way, is good.
    expect((await ask('GET', `/a/${await signed(page)}`, { key: null })).status).toBe(200);
  });
});
