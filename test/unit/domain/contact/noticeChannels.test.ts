import { expect, it } from 'vitest';
import { noticeChannels } from '#domain/contact/noticeChannels.ts';
import type { Contact } from '#domain/contact/schema.ts';
import { ada } from '#test/support/sampleOrganisation.ts';

const of = (changes: Partial<Contact>, email: 'pending' | 'confirmed' | null) =>
  noticeChannels({ ...ada, ...changes, reachability: { email, phone: 'verified', lastTest: null } });

it('disturbs by email before SMS', () => {
  expect(of({}, 'confirmed')).toEqual(['email', 'sms']);
});

it('takes SMS first where nothing arrives at the address yet', () => {
  expect(of({}, 'pending')).toEqual(['sms', 'email']);
});

it('takes what there is', () => {
  expect(of({ email: null }, null)).toEqual(['sms']);
  expect(of({ phone: null }, 'pending')).toEqual(['email']);
});
