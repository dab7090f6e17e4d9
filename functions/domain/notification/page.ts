import type { IncidentRecord } from '../incident/record.ts';
import type { Responder } from '../responder/schema.ts';
import { plainLine } from '../text.ts';
import { septets, toGsm7 } from './gsm7.ts';

/** One SMS in the GSM-7 alphabet (3GPP TS 23.040 section 9.2.3.24.1: 140 octets). */
const SMS_SEPTETS = 160;
/** Two parts in UCS-2: one alone, of 70 characters, has no room for a link. */
const SMS_UCS2_UNITS = 134;
/** The longest subject that SNS accepts (SNS API reference, Publish). */
const SUBJECT_LENGTH = 100;
/** How much of the description an email shows; the page behind the link has it all. */
const DESCRIPTION_LENGTH = 2000;

const HELP_WANTED = 'Help wanted: ';

/** What a page says, whatever the channel. */
export interface PageContent {
  incident: Pick<IncidentRecord, 'number' | 'priority' | 'title' | 'drill' | 'description' | 'openedAt'>;
  serviceName: string;
  link: string;
  /** Why this person, for the email. */
  reason: string;
  /** Set where the person is asked to help, by whom and what for; null: a level pages them. */
  help: Pick<Responder, 'requestedBy' | 'message'> | null;
}

/**
 * Writes the SMS of a page: priority, number, title, service and link, with the title cut where it must be. Where help
 * is asked for it says so.
 *
 * @returns at most 160 septets of GSM-7, or at most 134 UTF-16 units where title or service are in another script
 */
export function smsText(content: PageContent): string {
  const { drill, priority, number } = content.incident;
  const head = `${drill ? 'DRILL ' : ''}${content.help ? HELP_WANTED : ''}${priority} #${number} `;
  const title = plainLine(content.incident.title);
  const service = plainLine(content.serviceName);
  const latin = { title: tidy(toGsm7(title)), service: tidy(toGsm7(service)) };
  const write = (shown: Shown) =>
    [`${head}${shown.title}`.trim(), shown.service ? `(${shown.service})` : '', content.link]
      .filter(Boolean)
      .join(' ');
  if (mostlyKept(title, latin.title) && mostlyKept(service, latin.service))
    return fit(latin, write, fitsGsm7);
  return fit({ title, service }, write, fitsUcs2);
}

/** @returns an SNS subject: ASCII, one line, at most 100 characters, whatever the title contains */
export function emailSubject(content: PageContent): string {
  const { drill, priority, number } = content.incident;
  const head = `${drill ? '[DRILL] ' : ''}[${priority}] #${number} ${content.help ? HELP_WANTED : ''}`;
  const title = tidy(toAscii(plainLine(content.incident.title))) || 'Incident';
  const service = tidy(toAscii(plainLine(content.serviceName)));
  const shown = { title, service };
  return fit(
    shown,
    (text) => `${head}${text.title}${text.service ? ` - ${text.service}` : ''}`,
    (text) => text.length <= SUBJECT_LENGTH,
  );
}

/** @returns the plain text of the email */
export function emailText(content: PageContent): string {
  const { incident, help } = content;
  return [
    `${incident.drill ? 'DRILL. ' : ''}${help ? HELP_WANTED : ''}${incident.priority} incident #${incident.number}: ${plainLine(incident.title)}`,
    `Service: ${plainLine(content.serviceName)}`,
    `Opened: ${incident.openedAt}`,
    ...(help ? ['', ...helpWanted(help)] : []),
    ...(incident.description ? ['', paragraphs(incident.description)] : []),
    '',
    help
      ? 'Open this link to see it, and to accept or decline:'
      : 'Open this link to see it and to acknowledge it:',
    content.link,
    '',
    `Why you: ${content.reason}`,
    'The link is yours alone. Please do not pass it on.',
  ].join('\n');
}

function helpWanted({ requestedBy, message }: NonNullable<PageContent['help']>): string[] {
  const by = `${plainLine(requestedBy)} asks you to help`;
  return message ? [`${by}:`, paragraphs(message)] : [`${by}.`];
}

/** The beginning of a text of several lines. SNS refuses halves of surrogate pairs, and mail control characters. */
function paragraphs(text: string): string {
  const begun = text.replace(/\r\n?/g, '\n').slice(0, DESCRIPTION_LENGTH);
  return begun.replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, '');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function toAscii(text: string): string {
  return toGsm7(text)
    .replace(/[ßæÆøØ€£]/g, (character) => ASCII[character] ?? '')
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '');
}

/** What the GSM-7 alphabet has and ASCII has not, and Unicode does not take apart. */
const ASCII: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  '€': 'EUR',
  '£': 'GBP',
};

/** A text that loses more than a third of its letters, or was emoji alone, says nothing any more. */
function mostlyKept(before: string, after: string): boolean {
  if (before !== '' && after === '') return false;
  const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters(after) * 3 >= letters(before) * 2;
}

function fitsGsm7(text: string): boolean {
  return (septets(text) ?? Number.POSITIVE_INFINITY) <= SMS_SEPTETS;
}

/** What has only characters of the GSM-7 alphabet in the end is sent in it. */
function fitsUcs2(text: string): boolean {
  return text.length <= SMS_UCS2_UNITS && (septets(text) ?? 0) <= SMS_SEPTETS;
}

interface Shown {
  title: string;
  service: string;
}

/** A title that is cut shorter than this is worth more than the service. */
const SHORTEST_TITLE = 12;

/** Shortens first the service, to a short name, then the title, then the service for good, until the text fits. */
function fit(shown: Shown, write: (shown: Shown) => string, fits: (text: string) => boolean): string {
  const whole = write(shown);
  if (fits(whole)) return whole;
  for (const serviceLength of [16, 8, 0]) {
    const service = cut(shown.service, serviceLength);
    const title = longestCut(shown.title, (candidate) => fits(write({ title: candidate, service })));
    if (title === undefined) continue;
    if (title === shown.title || title.length >= SHORTEST_TITLE || serviceLength === 0) {
      return write({ title, service });
    }
  }
  return write({ title: '', service: '' });
}

function longestCut(text: string, fits: (text: string) => boolean): string | undefined {
  if (fits(text)) return text;
  if (!fits('')) return undefined;
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];
  let low = 0;
  let high = graphemes.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(cutGraphemes(graphemes, middle))) low = middle;
    else high = middle - 1;
  }
  return cutGraphemes(graphemes, low);
}

function cut(text: string, length: number): string {
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)];
  return graphemes.length <= length ? text : cutGraphemes(graphemes, length);
}

/** Cuts between what people see as characters, and says so with two dots where there is room. */
function cutGraphemes(graphemes: Intl.SegmentData[], length: number): string {
  if (length >= graphemes.length) return graphemes.map((part) => part.segment).join('');
  const kept = graphemes
    .slice(0, length)
    .map((part) => part.segment)
    .join('')
    .trimEnd();
  return kept ? `${kept}..` : '';
}
