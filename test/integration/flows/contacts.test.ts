import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import { eventually } from '#test/support/eventually.ts';
import { mailTo, smsTo } from '#test/support/inboxes.ts';
import { ask, must } from '#test/support/musterApi.ts';
import { newContact } from '#test/support/organisations.ts';

const addressesOf = ({ email, phone }: Contact) => {
  if (email === null || phone === null) throw new Error('The contact has no email or no phone.');
  return { email, phone };
};

describe('a contact', () => {
  it('verifies the phone by the code that comes by SMS, and loses that with the number', async () => {
    const contact = await newContact();
    const path = `/v1/contacts/${contact.id}`;
    const { phone } = addressesOf(contact);
    const sent = await must<{ sentTo: string; expiresAt: string }>('POST', `${path}/phone-verification`);
    expect(sent.sentTo).not.toContain(phone.slice(3, -2));
    expect(Date.parse(sent.expiresAt)).toBeGreaterThan(Date.now());
    expect(await ask('POST', `${path}/phone-verification`)).toMatchObject({
      status: 429,
      body: { code: 'too-soon', retryAt: expect.any(String) },
    });

    const code = await eventually(async () => /\d{6}/.exec((await smsTo(phone)).at(-1)?.Message ?? '')?.[0]);
    const confirm = (given: string) =>
      ask('POST', `${path}/phone-verification/confirm`, { body: { code: given } });
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect(await confirm(wrong)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', attemptsLeft: 4 },
    });
    expect(await confirm(code)).toMatchObject({ status: 200, body: { reachability: { phone: 'verified' } } });

    const changed = await must<Contact>('PATCH', path, { phone: '+12025550100' });
    expect(changed.reachability.phone).toBe('unverified');
    expect(await confirm(code)).toMatchObject({ status: 410, body: { code: 'gone' } });
  });

  it('gets a test page on each channel, and what came of it is kept', async () => {
    const contact = await newContact();
    const { email, phone } = addressesOf(contact);
    const test = await must<{ results: { channel: string; state: string }[] }>(
      'POST',
      `/v1/contacts/${contact.id}/test`,
    );
    expect(test.results).toMatchObject([
      { channel: 'sms', state: 'sent' },
      { channel: 'email', state: 'sent' },
    ]);
    const mail = await eventually(async () =>
      (await mailTo(email)).find(({ subject }) => /test page/i.test(subject)),
    );
    expect(mail.text).toContain('Nothing is wrong');
    const sms = await eventually(async () => (await smsTo(phone)).at(-1));
    expect(sms.Message).toContain('Nothing is wrong');
    const { reachability } = await must<Contact>('GET', `/v1/contacts/${contact.id}`);
    expect(reachability).toMatchObject({ email: 'confirmed', lastTest: test });
  });

  it('has the email confirmed once SNS says so; asking again sends what SNS sends', async () => {
    const contact = await newContact();
    expect(contact.reachability.email).toBe('pending');
    expect(await ask('POST', `/v1/contacts/${contact.id}/email-confirmation`)).toMatchObject({
      status: 202,
      body: { email: contact.email, state: 'confirmed' },
    });
    const { reachability } = await must<Contact>('GET', `/v1/contacts/${contact.id}`);
    expect(reachability.email).toBe('confirmed');
  });
});
