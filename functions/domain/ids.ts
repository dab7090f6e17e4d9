/**
 * The id of another type with the same ULID, so that what belongs to one request can be found, and made again, by it.
 *
 * @param prefix of the new id, for example `ctc`
 * @param id for example `req_01J…`
 */
export const sameUlid = (prefix: string, id: string): string => `${prefix}_${id.slice(id.indexOf('_') + 1)}`;
