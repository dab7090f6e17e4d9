import { createHash } from 'node:crypto';
import { oneLine } from '../text.ts';

const ELLIPSIS = '…';
const DEDUP_KEY_LONGEST = 512;
const DETAILS_BYTES = 4096;
const DEEPEST = 6;
const CUT_MARK = { _cut: 'This was longer than 4 KB; the rest was not kept.' };
const LINKS_MOST = 20;
const HREF_LONGEST = 2000;

/**
 * Makes one line of text that is not too long: line breaks and control characters become a blank,
 * and what is cut ends in an ellipsis. Never cuts through a character.
 *
 * @param longest UTF-16 units, at least 1
 */
export function cutLine(text: string, longest: number): string {
  const line = oneLine(text);
  if (line.length <= longest) return line;
  return `${withoutHalfCharacter(line.slice(0, longest - ELLIPSIS.length)).trimEnd()}${ELLIPSIS}`;
}

/**
 * A deduplication key that fits. A long one keeps its beginning and ends in its SHA-256,
 * so that two long keys that differ only at the end stay two.
 */
export function cutDedupKey(key: string): string {
  const text = key.toWellFormed();
  if (text.length <= DEDUP_KEY_LONGEST) return text;
  const hash = createHash('sha256').update(text).digest('hex');
  return `${withoutHalfCharacter(text.slice(0, DEDUP_KEY_LONGEST - hash.length - 1))}#${hash}`;
}

/**
 * What a tool says beside the main thing, as plain JSON of at most 4 KB that any store takes.
 * Small fields are kept before large ones, a large one is cut, and `_cut` says that something is missing.
 */
export function cutDetails(details: Record<string, unknown>): Record<string, unknown> {
  const whole = plainObject(details, 0);
  if (bytes(whole) <= DETAILS_BYTES) return whole;

  const entries = Object.entries(whole).map(([key, value]) => ({
    key,
    value,
    size: bytes({ [key]: value }),
  }));
  const kept = new Map<string, unknown>();
  let room = DETAILS_BYTES - bytes(CUT_MARK);
  for (const { key, value, size } of entries.toSorted((one, other) => one.size - other.size)) {
    const fitting = size <= room ? value : cutToBytes(key, value, room);
    if (fitting === undefined) break;
    kept.set(key, fitting);
    room -= bytes({ [key]: fitting });
  }
  const inOrder = entries.filter(({ key }) => kept.has(key)).map(({ key }) => [key, kept.get(key)]);
  return { ...Object.fromEntries(inOrder), ...CUT_MARK };
}

/**
 * Links that a person may open: web addresses only, at most twenty, without those that are too long,
 * because a cut address leads nowhere.
 */
export function cutLinks(
  links: { href: unknown; text?: unknown }[],
): { href: string; text?: string | undefined }[] {
  return links
    .flatMap(({ href, text }) => {
      if (typeof href !== 'string' || href.length > HREF_LONGEST || !isWebAddress(href)) return [];
      const label = typeof text === 'string' ? cutLine(text, 200) : '';
      return [label === '' ? { href } : { href, text: label }];
    })
    .slice(0, LINKS_MOST);
}

function isWebAddress(href: string): boolean {
  const url = URL.parse(href);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}

function withoutHalfCharacter(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

function cutToBytes(key: string, value: unknown, room: number): string | undefined {
  let text = typeof value === 'string' ? value : JSON.stringify(value);
  while (text.length > 1) {
    text = withoutHalfCharacter(text.slice(0, Math.min(room, Math.floor(text.length * 0.8))));
    const cut = `${text}${ELLIPSIS}`;
    if (bytes({ [key]: cut }) <= room) return cut;
  }
  return undefined;
}

function plainObject(object: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([key]) => key !== '__proto__')
      .map(([key, value]) => [key === '' ? '_' : cutLine(key, 255) || '_', plain(value, depth + 1)]),
  );
}

/** Numbers that DynamoDB refuses, and what is nested deeper than its limit, become text. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return isStorable(value) ? value : String(value);
  if (typeof value === 'boolean' || value === null) return value;
  if (typeof value !== 'object') return null;
  if (depth > DEEPEST) return ELLIPSIS;
  return Array.isArray(value) ? value.map((item) => plain(item, depth + 1)) : plainObject(value, depth);
}

function isStorable(value: number): boolean {
  return value === 0 || (Math.abs(value) <= Number.MAX_SAFE_INTEGER && Math.abs(value) > 1e-100);
}
