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
   */
  constructor(code: RefusalCode, detail: string, extra: Record<string, unknown> = {}) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.extra = extra;
  }
}
