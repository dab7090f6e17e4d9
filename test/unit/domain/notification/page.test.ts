import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { septets } from '#domain/notification/gsm7.ts';
import { emailSubject, emailText, type PageContent, smsText } from '#domain/notification/page.ts';
import { incidentOf } from '#test/support/incidents.ts';

/** As long as API Gateway's own address and a token make it. */
const LINK = `https://abcdefghij.execute-api.ap-northeast-1.amazonaws.com/a/${'Ab9_-'.repeat(7)}`;

function contentOf(title: string, changes: Partial<PageContent & { description: string }> = {}): PageContent {
  const { description = null, ...others } = changes;
  return {
    incident: { ...incidentOf({ number: 4711, priority: 'P1' }), title, description },
    serviceName: 'Payments',
    link: LINK,
    reason: 'Level 1 of pass 1 pages Ada.',
    help: null,
    ...others,
  };
}

/** Any text, also such that no keyboard writes: halves of pairs, control characters, marks without a letter. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'ä'.repeat(500),
    '€'.repeat(500),
    '🔥'.repeat(300),
    '漢'.repeat(500),
    `Z${'\u0301'.repeat(400)}`,
  ),
);
const anyPage = fc
  .record({
    title: anyText,
    serviceName: anyText,
    number: fc.integer({ min: 1, max: 99_999_999 }),
    drill: fc.boolean(),
    help: fc.option(fc.record({ requestedBy: anyText, message: fc.option(anyText) })),
  })
  .map(({ title, serviceName, number, drill, help }) => {
    const content = contentOf(title, { serviceName, help });
    return { ...content, incident: { ...content.incident, number, drill } };
  });

describe('an SMS', () => {
  it('fits one GSM-7 message or two in UCS-2 and says number, priority and the whole link, whatever the title', () => {
    fc.assert(
      fc.property(anyPage, (content) => {
        const text = smsText(content);
        const gsm7 = septets(text);
        expect(gsm7 === undefined ? text.length <= 134 : gsm7 <= 160).toBe(true);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        const { drill, number } = content.incident;
        const beginning = `${drill ? 'DRILL ' : ''}${content.help ? 'Help wanted: ' : ''}P1 #${number}`;
        expect(text.startsWith(beginning)).toBe(true);
        expect(text.endsWith(` ${LINK}`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Checkout is down', 'Checkout is down'],
    ['Datenbank für Zürich fällt aus', 'Datenbank für Zürich fällt aus'],
    ['Datenbank fu\u0308r Ku\u0308che', 'Datenbank für Küche'],
    ['“Checkout” isn’t up – again…', '"Checkout" isn\'t up - again...'],
    ['🔥🔥 Database down 🔥', 'Database down'],
    ['🔥', '🔥'],
    ['Błąd bazy', 'Blad bazy'],
    ['Line\r\nbreak\u2028and\ttab', 'Line break and tab'],
    ['Daten\u00adbank', 'Datenbank'],
    ['\u202eevil\u202c title', 'evil title'],
    ['数据库故障', '数据库故障'],
    ['قاعدة البيانات معطلة', 'قاعدة البيانات'],
    ['База данных недоступна', 'База данных'],
  ])('keeps %s readable', (title, shown) => {
    expect(smsText(contentOf(title))).toContain(`P1 #4711 ${shown}`);
  });

  it('names the service also in its own script', () => {
    const content = contentOf('Down', { serviceName: '支付', link: 'https://muster.example/a/x' });
    expect(smsText(content)).toBe('P1 #4711 Down (支付) https://muster.example/a/x');
  });

  it('shortens a long service before it cuts a short title', () => {
    const text = smsText(
      contentOf('DB down', { serviceName: 'The service with a very long name'.repeat(3) }),
    );
    expect(text).toMatch(/^P1 #4711 DB down \(The service.*\.\.\) https/);
  });

  it('says of a drill that it is one', () => {
    const content = contentOf('Down');
    expect(smsText({ ...content, incident: { ...content.incident, drill: true } })).toMatch(
      /^DRILL P1 #4711/,
    );
  });
});

describe('the page of somebody who is asked to help', () => {
  const help = { requestedBy: 'Alice', message: 'Look at the replicas 🔥.\r\nهل يمكنك المساعدة؟' };

  it.each([
    ['Checkout is down', 'Help wanted: P1 #4711 Checkout is down'],
    ['🔥', 'Help wanted: P1 #4711 🔥'],
    ['قاعدة', 'Help wanted: P1 #4711 قاعدة'],
  ])('says so by SMS before %s', (title, beginning) => {
    expect(smsText(contentOf(title, { help, serviceName: 'P' })).startsWith(beginning)).toBe(true);
  });

  it('says so in the subject of the email', () => {
    expect(emailSubject(contentOf('Down', { help }))).toBe('[P1] #4711 Help wanted: Down - Payments');
  });

  it('says in the email who asks, what for, and what the link is for', () => {
    const text = emailText(contentOf('Down', { help }));
    expect(text.startsWith('Help wanted: P1 incident #4711: Down\n')).toBe(true);
    expect(text).toContain('\nAlice asks you to help:\nLook at the replicas 🔥.\nهل يمكنك المساعدة؟\n');
    expect(text).toContain('\nOpen this link to see it, and to accept or decline:\n');
    expect(text).not.toContain('acknowledge');
    expect(emailText(contentOf('Down', { help: { ...help, message: null } }))).toContain(
      '\nAlice asks you to help.\n',
    );
  });
});

describe("an email's subject", () => {
  it('is one that SNS takes, whatever the title', () => {
    fc.assert(
      fc.property(anyPage, (content) => {
        const subject = emailSubject(content);
        expect(subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,99}$/);
        expect(subject).toContain(`[P1] #${content.incident.number}`);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Checkout is down', '[P1] #4711 Checkout is down - Payments'],
    ['Größe über Smørrebrød', '[P1] #4711 Grosse uber Smorrebrod - Payments'],
    ['“Łódź” – €5', '[P1] #4711 "Lodz" - EUR5 - Payments'],
    ['数据库故障', '[P1] #4711 Incident - Payments'],
    ['Down\r\nBcc: eve@example.com', '[P1] #4711 Down Bcc: eve@example.com - Payments'],
  ])('of %j', (title, subject) => {
    expect(emailSubject(contentOf(title))).toBe(subject);
  });

  it('cuts a long title with two dots', () => {
    const subject = emailSubject(contentOf('word '.repeat(60)));
    expect(subject.length).toBeLessThanOrEqual(100);
    expect(subject).toMatch(/word w\.\. - Payments$/);
  });
});

describe("an email's text", () => {
  it('is one that SNS takes and says all of it, whatever title and description contain', () => {
    fc.assert(
      fc.property(anyPage, anyText, (page, description) => {
        const { title } = page.incident;
        const text = emailText({
          ...page,
          incident: contentOf(title, { description: description.repeat(20) }).incident,
        });
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/(?![\n\t])\p{Cc}/u);
        expect(text).toContain('P1 incident #4711: ');
        expect(text).toContain(`\n${LINK}\n`);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps what is written in any script', () => {
    const text = emailText(contentOf('数据库 👩‍🔬 down', { description: 'Erste Zeile\r\nZweite Zeile' }));
    expect(text).toContain('P1 incident #4711: 数据库 👩‍🔬 down\nService: Payments\n');
    expect(text).toContain('\nErste Zeile\nZweite Zeile\n');
    expect(text).toContain('Why you: Level 1 of pass 1 pages Ada.');
  });
});
