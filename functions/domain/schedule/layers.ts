import { complement, intersect, type Span, union } from '../localTime/span.ts';
import { windowsBetween } from '../localTime/window.ts';
import { type Turn, turnsBetween } from './rotation.ts';
import type { Layer, Schedule } from './schema.ts';

/** What decides who is on call, before overrides and leaves. */
export type Rota = Pick<Schedule, 'timeZone' | 'layers'>;

/** A turn in a layer that counts; without a layer where none does. */
export interface LayerTurn extends Turn {
  layer: string | null;
}

/**
 * Whose turn it is by the layers: at each instant, only the last layer that is active counts.
 *
 * @param from in milliseconds since 1970
 * @param to in milliseconds since 1970; no longer part of it
 * @returns turns in order that fill all the time from `from` to `to`, with nobody in them where no layer is active
 */
export function turnsByLayers({ timeZone, layers }: Rota, from: number, to: number): LayerTurn[] {
  let free: Span[] = [{ from, to }];
  const turns: LayerTurn[] = [];
  for (const layer of layers.toReversed()) {
    const active = activeTurns(layer, timeZone, from, to);
    turns.push(
      ...intersect(active, free, (span, { contactIds }) => ({ ...span, contactIds, layer: layer.name })),
    );
    const taken = union(active);
    free = free.flatMap((span) => complement(span, taken));
  }
  turns.push(...free.map((span) => ({ ...span, contactIds: [], layer: null })));
  return turns.sort((one, other) => one.from - other.from);
}

function activeTurns(layer: Layer, timeZone: string, from: number, to: number): Turn[] {
  const end = layer.until === null ? to : Math.min(to, Date.parse(layer.until));
  if (end <= from) return [];
  const turns = turnsBetween(layer, timeZone, from, end);
  const { restrictions = [] } = layer;
  if (restrictions.length === 0) return turns;
  const windows = union(restrictions.flatMap((window) => windowsBetween(window, timeZone, from, end)));
  return intersect(turns, windows, (span, { contactIds }) => ({ ...span, contactIds }));
}
