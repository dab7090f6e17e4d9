import type { DailyWindow } from '#domain/localTime/schema.ts';
import type { Rota } from '#domain/schedule/layers.ts';
import type { Layer, Override } from '#domain/schedule/schema.ts';

/** A layer as tests write it: participants are letters, in the order of their turns. */
export interface LayerText {
  people?: string;
  name?: string;
  every?: string;
  handoff?: string;
  from?: string;
  onCall?: number;
  restrictions?: DailyWindow[];
  until?: string;
}

/** Days from Monday, the fifth of January 2026, at 09:00, between Ada, Grace and Katherine: a, g, k. */
function layerOf({
  people = 'agk',
  name = 'Primary',
  every = 'P1D',
  handoff = '09:00',
  from = '2026-01-05',
  onCall = 1,
  restrictions,
  until,
}: LayerText): Layer {
  return {
    name,
    participants: [...people],
    rotation: { every, handoff, from },
    onCall,
    until: until ?? null,
    ...(restrictions && { restrictions }),
  };
}

export const rotaOf = (timeZone: string, ...layers: LayerText[]): Rota => ({
  timeZone,
  layers: layers.map(layerOf),
});

/** An override as tests write it: `g for a`, `+g` or `-a`. */
export function overrideOf(what: string, from: string, to: string, number = 1): Override {
  const span = {
    id: `ovr_${String(number).padStart(26, '0')}`,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const [contactId = '', replaces] = what.replace(/^[+-]/, '').split(' for ');
  if (replaces) return { ...span, action: 'replace', contactId, replaces };
  return { ...span, action: what.startsWith('+') ? 'add' : 'remove', contactId };
}

export const noDepartures = { overrides: [], leaves: [] };
