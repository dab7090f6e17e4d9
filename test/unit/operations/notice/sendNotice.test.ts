import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import { memoryNotices } from '#adapters/memory/notices.ts';
import type { Channel, Contact } from '#domain/contact/schema.ts';
import { sendNotice } from '#operations/notice/sendNotice.ts';
import { ada } from '#test/support/sampleOrganisation.ts';

const contact: Contact = {
  ...ada,
  reachability: { email: 'confirmed', phone: 'verified', lastTest: null },
};
const text = { subject: 'Subject', email: 'By email', sms: 'By SMS' };

function world() {
  let now = Date.parse('2026-03-01T03:00:00.000Z');
  const sent: [Channel, string][] = [];
  const failing = new Set<Channel>();
  const notices = memoryNotices();
  const ports = {
    notices,
    pager: {
      send: async (channel: Channel, _contact: Contact, page: { text: string }) => {
        if (failing.has(channel)) throw new Error('The channel is down.');
        sent.push([channel, page.text]);
        return { messageId: 'message' };
      },
    },
    clock: { now: () => new Date(now), sleep: async () => undefined },
    ids: ulidIds,
    log: { info: () => undefined, error: () => undefined },
  };
  const forgetAt = new Date('2026-03-03T00:00:00.000Z');
  const send = (given = ports) => sendNotice({ name: 'one', contact, text, forgetAt }, given);
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ports, sent, failing, notices, send, pass };
}

describe('a notice', () => {
  it('goes out once, however often and at once it is asked for', async () => {
    const { send, sent, pass } = world();
    const outcomes = await Promise.all([send(), send(), send()]);
    expect(outcomes.sort()).toEqual(['sent', 'sent-before', 'sent-before']);
    pass(24 * 3600_000);
    expect(await send()).toBe('sent-before');
    expect(sent).toEqual([['email', 'By email']]);
  });

  it('goes by the other channel where the first fails', async () => {
    const { send, sent, failing } = world();
    failing.add('email');
    expect(await send()).toBe('sent');
    expect(sent).toEqual([['sms', 'By SMS']]);
  });

  it('may be sent again at once where no channel took it', async () => {
    const { send, sent, failing } = world();
    failing.add('email').add('sms');
    expect(await send()).toBe('failed');
    failing.clear();
    expect(await send()).toBe('sent');
    expect(sent).toHaveLength(1);
  });

  it('goes out twice rather than never where a run died between sending and recording it', async () => {
    const { ports, notices, send, sent, pass } = world();
    const dying = {
      ...ports,
      notices: { ...notices, sent: () => Promise.reject(new Error('The run was killed.')) },
    };
    await expect(send(dying)).rejects.toThrow('killed');
    expect(await send()).toBe('sent-before');
    pass(30_000);
    expect(await send()).toBe('sent');
    expect(sent).toHaveLength(2);
  });

  it('goes out where a run died before it sent', async () => {
    const { ports, notices, send, sent, pass } = world();
    const dying = {
      ...ports,
      notices: {
        ...notices,
        claim: async (...given: Parameters<typeof notices.claim>) => {
          await notices.claim(...given);
          throw new Error('The run was killed.');
        },
      },
    };
    await expect(send(dying)).rejects.toThrow('killed');
    pass(30_000);
    expect(await send()).toBe('sent');
    expect(sent).toHaveLength(1);
  });
});
