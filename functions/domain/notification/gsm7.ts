/** The basic character set and the extension table of 3GPP TS 23.038 section 6.2.1. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('^{}\\[~]|€');

/** What typographers write and a phone's alphabet lacks. */
const PLAIN: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': ',',
  '“': '"',
  '”': '"',
  '„': '"',
  '–': '-',
  '—': '-',
  '…': '...',
  '•': '*',
  '→': '->',
  '\u00a0': ' ',
};

/** Letters of Latin scripts that Unicode does not take apart into a base letter and a mark. */
const PLAIN_LETTERS: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
};

/** @returns how many septets a text takes, or undefined when it has characters outside the alphabet */
export function septets(text: string): number | undefined {
  let count = 0;
  for (const character of text) {
    if (BASIC.has(character)) count += 1;
    else if (EXTENDED.has(character)) count += 2;
    else return undefined;
  }
  return count;
}

/**
 * Writes a text in the GSM-7 alphabet as far as it can be: accents that the alphabet lacks fall away,
 * typographic signs become plain ones, and what has no counterpart is left out.
 */
export function toGsm7(text: string): string {
  let written = '';
  for (const character of text.normalize('NFC'))
    written += BASIC.has(character) || EXTENDED.has(character) ? character : nearest(character);
  return written;
}

function nearest(character: string): string {
  const plain = PLAIN[character] ?? PLAIN_LETTERS[character];
  if (plain !== undefined) return plain;
  return [...character.normalize('NFKD')].filter((part) => BASIC.has(part)).join('');
}
