import { etagOf, matches } from '#domain/etag.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { Refusal } from '#domain/refusal.ts';

/**
 * Holds a change back that was decided on what is no longer so.
 *
 * @param ifMatch the etag that the caller has seen; undefined: the last writer wins
 * @throws Refusal `conflict` with the etag as it is now
 */
export function requireMatch(record: Pick<IncidentRecord, 'revision'>, ifMatch: string | undefined): void {
  const etag = etagOf(record.revision);
  if (matches(ifMatch, etag)) return;
  throw new Refusal(
    'conflict',
    'The incident has changed since you read it. Read it again and repeat your change.',
    { etag },
  );
}
