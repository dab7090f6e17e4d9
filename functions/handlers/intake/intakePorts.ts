import type { OncePorts } from '#operations/idempotency/runOnce.ts';
import type { AcceptPorts } from '#operations/intake/acceptReading.ts';
import type { FindSender } from '#operations/intake/ports.ts';

/** What the routes by which tools send alerts need. */
export interface IntakePorts extends AcceptPorts {
  findSender: FindSender;
  once: OncePorts;
}
