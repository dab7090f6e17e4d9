import type { Contact } from '#domain/contact/schema.ts';
import { isWanted, renewLease } from '#domain/escalation/round.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import type { Notification } from '#domain/notification/schema.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import type { IncidentStore, Organisation } from '../incident/store.ts';
import type { Clock, Log } from '../ports.ts';
import type { Bundles } from './bundles.ts';
import type { Links, Pager } from './ports.ts';

export interface PagingPorts {
  incidents: IncidentStore;
  organisation: Organisation;
  bundles: Bundles;
  pager: Pager;
  links: Links;
  clock: Clock;
  log: Log;
}

/** How much of the lease must be left before a page goes out: longer than SNS is given to answer. */
const MARGIN_MS = 2_500;

/** A round of pages, as its sender holds it. */
export interface Round {
  /** As it was when the lease was taken last: a round may hold pages of a level and of people asked to help. */
  record: IncidentRecord;
  /** Until when this sender holds the round. It also tells the round, and its sender, from every other. */
  lease: string;
  pages: Notification[];
  contacts: Map<string, Contact>;
  serviceName: string;
  ports: PagingPorts;
}

/**
 * Makes sure that the round may still send. Within the lease it may, because an acknowledgement is answered
 * only after it. A lease that runs out is taken again.
 *
 * @returns `moved` where none of its pages is wanted any more, `lost` where another sender has taken the round over
 */
export async function holdLease(round: Round): Promise<'held' | 'moved' | 'lost'> {
  const { ports } = round;
  while (Date.parse(round.lease) - ports.clock.now().getTime() <= MARGIN_MS) {
    let ours = false;
    const renewed = await changeIncident(
      round.record.id,
      (record) => {
        ours = record.paging?.until === round.lease;
        const wanted = round.pages.some((page) => isWanted(page, record));
        return ours && wanted ? renewLease(record, ports.clock.now()) : undefined;
      },
      ports,
    );
    if (!renewed?.after.paging) return ours ? 'moved' : 'lost';
    round.record = renewed.after;
    round.lease = renewed.after.paging.until;
  }
  return 'held';
}
