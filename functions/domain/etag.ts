/** The entity tag of a revision (RFC 9110 section 8.8.3). */
export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * Whether an `If-Match` header holds for what is there now (RFC 9110 section 13.1.1).
 *
 * @param ifMatch undefined where the caller sent none: then the last writer wins
 */
export function matches(ifMatch: string | undefined, etag: string): boolean {
  if (ifMatch === undefined) return true;
  return ifMatch.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

/** The revision of an entity tag that `etagOf` made. */
export const revisionOf = (etag: string): number => Number(etag.slice(1, -1));
