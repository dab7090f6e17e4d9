import { durationMilliseconds } from '../duration.ts';
import type { Span } from '../localTime/span.ts';
import { instantOfWall, readWall, WALL_DAY_MS, wallAt } from '../localTime/wall.ts';
import type { Layer } from './schema.ts';

/** A time in which the same people have a turn. */
export interface Turn extends Span {
  /** In the order in which they are called. */
  contactIds: string[];
}

/**
 * The turns of a layer's rotation, whether or not the layer counts.
 *
 * Hand-offs follow the clock on the wall: turns of a day or of hours are equally long on the wall, however long
 * they really last. A turn begins at the first occurrence of an ambiguous time and ends at the last one, so that
 * in the hour that the clocks repeat both people have their turn rather than neither. A hand-off at a skipped time
 * moves forward by the length of what is skipped, but never past the hand-off after it.
 *
 * @param from in milliseconds since 1970
 * @param to in milliseconds since 1970; no longer part of it
 * @returns turns in order, cut off at `from` and `to`, with no time between them and none overlapping another
 */
export function turnsBetween(layer: Layer, timeZone: string, from: number, to: number): Turn[] {
  const { every, handoff, from: firstDay } = layer.rotation;
  const length = durationMilliseconds(every);
  const firstHandoff = readWall(firstDay, handoff);
  // No change of the clocks has ever moved them by more than a day.
  const earliest = wallAt(timeZone, from) - WALL_DAY_MS;
  const latest = wallAt(timeZone, to) + WALL_DAY_MS;
  const first = Math.max(0, Math.floor((earliest - firstHandoff) / length) - 1);
  const last = Math.floor((latest - firstHandoff) / length);

  const spans: (Span & { turn: number })[] = [];
  let nextEnd = Number.POSITIVE_INFINITY;
  for (let turn = last; turn >= first; turn--) {
    const handoffAt = firstHandoff + turn * length;
    const begin = Math.max(instantOfWall(timeZone, handoffAt, 'first'), from);
    const end = Math.min(instantOfWall(timeZone, handoffAt + length, 'last'), nextEnd);
    nextEnd = end;
    const span = { from: begin, to: Math.min(end, to), turn };
    if (span.from < span.to) spans.push(span);
  }
  return apart(spans.reverse(), layer);
}

/** Splits spans that overlap into turns that do not. */
function apart(spans: (Span & { turn: number })[], layer: Layer): Turn[] {
  const instants = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort(
    (one, other) => one - other,
  );
  const turns: Turn[] = [];
  let earliest = 0;
  for (const [index, from] of instants.slice(0, -1).entries()) {
    while ((spans[earliest]?.to ?? Number.POSITIVE_INFINITY) <= from) earliest++;
    const contactIds = new Set<string>();
    for (let i = earliest; i < spans.length; i++) {
      const span = spans[i];
      if (!span || span.from > from) break;
      for (const contactId of whoseTurn(layer, span.turn)) contactIds.add(contactId);
    }
    turns.push({ from, to: instants[index + 1] ?? from, contactIds: [...contactIds] });
  }
  return turns;
}

/** Whose turn it is and those after them, as many as the layer has on call at once; a name given twice counts once. */
function whoseTurn({ participants, onCall }: Layer, turn: number): Set<string> {
  const people = new Set<string>();
  for (let i = 0; i < participants.length && people.size < onCall; i++) {
    people.add(participants[(turn + i) % participants.length] as string);
  }
  return people;
}
