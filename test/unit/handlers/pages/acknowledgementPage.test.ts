import { describe, expect, it } from 'vitest';
import { type AcknowledgementView, acknowledgementPage } from '#handlers/pages/acknowledgementPage.ts';
import { incidentIn } from '#test/support/incidents.ts';

const request = { state: 'requested' as const, requestedBy: 'Alice', message: null, answeredAt: null };

const pageOf = (changes: Partial<AcknowledgementView> = {}) =>
  acknowledgementPage({
    record: incidentIn('triggered', { description: 'Errors above 5 %.' }),
    serviceName: 'Payments',
    contactName: 'Ada',
    acknowledgedBy: null,
    request: null,
    offered: ['acknowledge'],
    done: null,
    ...changes,
  });

const buttonsOf = (page: string) => [...page.matchAll(/value="(\w+)"/g)].map(([, action]) => action);

describe('the page of a link', () => {
  it('has one button for somebody whom a level has paged, under the description', () => {
    const page = pageOf();
    expect(buttonsOf(page)).toEqual(['acknowledge']);
    expect(page).toContain('<p>Errors above 5 %.</p>');
    expect(page).not.toContain('help');
  });

  it('has three for somebody who was asked to help as well, and says what each does', () => {
    const page = pageOf({ request, offered: ['acknowledge', 'accept', 'decline'] });
    expect(buttonsOf(page)).toEqual(['acknowledge', 'accept', 'decline']);
    expect(page).toContain('Alice asks for your help.');
    expect(page).toContain('Acknowledge: paging stops');
    expect(page).toContain('Accept: you help, and the incident stays with whoever has it.');
  });

  it('keeps the buttons in sight: a long message is cut, and stands for the description', () => {
    const message = `${'🔥'.repeat(139)}x${'🔥'.repeat(100)}`;
    const page = pageOf({ request: { ...request, message }, offered: ['accept', 'decline'] });
    expect(page).toContain(`${'🔥'.repeat(139)}x`);
    expect(page).not.toContain('🔥'.repeat(140));
    expect(page.isWellFormed()).toBe(true);
    expect(page).not.toContain('Errors above');
  });

  it('leads to where people meet', () => {
    const bridgeUrl = 'https://meet.example.org/?a=1&b="2"';
    const page = pageOf({ record: incidentIn('acknowledged', { bridgeUrl }), offered: [] });
    expect(page).toContain('<dt>Bridge</dt><dd><a href="https://meet.example.org/?a=1&#38;b=&#34;2&#34;">');
    expect(page).not.toContain('<dt>Chat</dt>');
  });

  it.each([
    ['accepted' as const, 'acknowledged' as const, 'You have accepted, Ada.'],
    ['declined' as const, 'acknowledged' as const, 'You have declined, Ada.'],
    ['requested' as const, 'resolved' as const, 'No help is needed any more.'],
  ])('says to somebody whose request is %s and whose incident is %s: %s', (state, status, words) => {
    const page = pageOf({ record: incidentIn(status), request: { ...request, state }, offered: [] });
    expect(page).toContain(words);
    expect(buttonsOf(page)).toEqual([]);
  });
});
