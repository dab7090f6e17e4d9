import type { RejectedPayload } from '#domain/integration/schema.ts';
import type { Page } from '../ports.ts';

/** The payloads of the last 30 days that could not be read. */
export interface RejectedPayloadLog {
  /** Newest first. */
  list(limit: number, cursor: string | undefined): Promise<Page<RejectedPayload>>;
}
