/** Why Muster says no. The contract's table turns each code into an HTTP status. */
export type RefusalCode =
  | 'validation-failed'
  | 'unauthorized'
  | 'key-expired'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'invalid-transition'
  | 'conflict'
  | 'in-use'
  | 'closure-blocked'
  | 'idempotency-key-reused'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'too-soon'
  | 'unavailable';

/** A request that is understood and refused, with what the caller needs to go on. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** Fields that join the problem document, for example `allowed` or `errors`. */
  readonly extra: Record<string, unknown>;

  /**
   * @param code stable, for programs
   * @param detail for people: what happened and what to do
   * @param extra fields of the problem document
   * @param options `cause`: what made it so, for the log
   */
  constructor(
    code: RefusalCode,
    detail: string,
    extra: Record<string, unknown> = {},
    options: ErrorOptions = {},
  ) {
    super(detail, options);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }
}

/**
 * The refusal of what one field of a request says.
 *
 * @param path of the field, dotted
 * @param message for people: what is wrong with it, and what to do
 * @param extra more fields of the problem document
 */
export const invalidField = (path: string, message: string, extra: Record<string, unknown> = {}): Refusal =>
  new Refusal('validation-failed', `"${path}": ${message}`, { errors: [{ path, message }], ...extra });
