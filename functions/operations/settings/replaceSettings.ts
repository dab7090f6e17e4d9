import { isDeepStrictEqual } from 'node:util';
import { etagOf, matches, revisionOf } from '#domain/etag.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { Settings, SettingsInput } from '#domain/organisation/schema.ts';
import { changedMeanwhile } from '../configuration/refusals.ts';
import type { Clock, Ids } from '../ports.ts';
import type { SettingsStore } from './store.ts';

const MOST_ATTEMPTS = 8;

/**
 * Replaces the organisation's settings. Incidents that are open keep what they opened with.
 *
 * @throws Refusal `conflict` where they are not what `ifMatch` names
 */
export async function replaceSettings(
  { input, ifMatch, actor }: { input: SettingsInput; ifMatch: string | undefined; actor: Actor },
  { settings, clock, ids }: { settings: SettingsStore; clock: Clock; ids: Ids },
): Promise<Settings> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = await settings.get();
    if (!matches(ifMatch, before.etag)) throw changedMeanwhile('settings');
    const { updatedAt: _updatedAt, etag, ...present } = before;
    if (isDeepStrictEqual(present, input)) return before;

    const at = clock.now().toISOString();
    const after = { ...input, updatedAt: at, etag: etagOf(revisionOf(etag) + 1) };
    const outcome = await settings.write(before, after, {
      id: ids.next('aud'),
      at,
      actor,
      action: 'updated',
      target: { type: 'settings', id: 'settings', name: 'Settings' },
      before,
      after,
    });
    if (outcome === 'written') return after;
  }
  throw changedMeanwhile('settings');
}
