// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the function removes
const BREAKS_AND_CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * Makes one line of a text: each run of line breaks and control characters becomes a space,
 * halves of surrogate pairs become U+FFFD, and the ends are trimmed.
 */
export const oneLine = (text: string): string => text.toWellFormed().replace(BREAKS_AND_CONTROLS, ' ').trim();

/**
 * Makes one line for people's eyes: like `oneLine`, and without marks that turn the direction of writing or can not be
 * seen. The joiners of emoji and of some scripts stay.
 */
export function plainLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ').replace(/(?![\u200c\u200d])\p{Cf}/gu, '');
  return line.replace(/\s+/g, ' ').trim();
}
