import { leaveAt } from '#domain/contact/leave.ts';
import type { Contact } from '#domain/contact/schema.ts';
import type { Change } from '#domain/incident/change.ts';
import type { IncidentRecord } from '#domain/incident/record.ts';
import { isOngoing } from '#domain/incident/status.ts';
import type { Notification } from '#domain/notification/schema.ts';
import type { World } from '../world.ts';

/** A row as it was seen last, at which revision that was, and the walk in which it was written. */
interface SeenRow {
  row: Notification;
  revision: number;
  walk: number;
}

/** What is known of an incident beside its record. */
interface Seen {
  number: number;
  /** How many times paging has begun anew. */
  walk: number;
  /** Whether a move has been answered since which no level may page. */
  quiet: boolean;
  /** The request by which each person was asked to help last. */
  asked: Map<string, number>;
  rows: Map<string, SeenRow>;
}

/** A page as its text names it: `level` or `help`, of the incident with this number. */
const NAMED = /(Help wanted: )?P\d (?:incident )?#(\d+)/g;

/** More reads of incidents than this without any time between them are no work. */
const MOST_READS_AT_ONCE = 200;

const rowKey = ({ pass, level, contactId, channel, attempt }: Notification) =>
  [pass, level, contactId, channel, attempt].join('#');

/**
 * Watches everything that is written and sent, and judges it by the promises alone: it asks none of the functions that
 * decide it.
 *
 * @param contacts as they are at each moment
 */
export function witness(world: World, contacts: Contact[]) {
  const incidents = new Map<string, Seen>();
  const wrong: string[] = [];
  const messages: string[] = [];
  const shared: string[] = [];
  let reads = { at: 0, count: 0 };
  const now = () => world.ports.clock.now();

  function seen({ id, number }: Pick<IncidentRecord, 'id' | 'number'>): Seen {
    const known = incidents.get(id) ?? { number, walk: 1, quiet: false, asked: new Map(), rows: new Map() };
    incidents.set(id, known);
    return known;
  }

  /** Whether a page must still go out: paging has not stopped or begun anew since, or help is still wanted. */
  function isOwed({ row, walk }: SeenRow, record: IncidentRecord): boolean {
    const incident = seen(record);
    if (row.level > 0) return record.status === 'triggered' && walk === incident.walk;
    const responder = record.responders.find(({ contactId }) => contactId === row.contactId);
    const latest = incident.asked.get(row.contactId) === row.pass;
    return latest && responder?.state === 'requested' && isOngoing(record.status);
  }

  function note({ before, after, notifications }: Change): void {
    const incident = seen(after);
    const what = `#${after.number}`;
    if (after.revision !== before.revision + 1)
      wrong.push(`${what}: revision ${before.revision} became ${after.revision}`);
    if (after.status === 'triggered') incident.quiet = false;
    const again = before.status !== 'triggered' && after.status === 'triggered';
    if (again || before.firstPass !== after.firstPass) incident.walk += 1;
    for (const row of notifications) noteRow(row, after, incident);
  }

  function noteRow(row: Notification, record: IncidentRecord, incident: Seen): void {
    const key = rowKey(row);
    const known = incident.rows.get(key);
    const what = `#${record.number}: the page ${key}`;
    if (row.state === 'pending' && !known && row.level === 0) incident.asked.set(row.contactId, row.pass);
    // Of a sender that died, the next one and whoever ended the incident may both say that a page was not sent.
    const settled = known && known.row.state !== 'pending' ? known.row.state : undefined;
    if (settled === 'sent' || (settled && row.state === 'pending'))
      wrong.push(`${what} was ${settled} and is ${row.state}`);
    const contact = contacts.find(({ id }) => id === row.contactId);
    const away = contact && leaveAt(contact, Date.parse(row.at));
    if (known && row.state === 'skipped' && isOwed(known, record) && !away)
      wrong.push(`${what} is owed and was dropped`);
    if (row.state === 'failed') wrong.push(`${what} failed although nothing was down`);
    incident.rows.set(key, { row, revision: record.revision, walk: known?.walk ?? incident.walk });
  }

  const { incidents: store, pager } = world.ports;
  const { commit, get } = store;
  store.commit = async (...changes) => {
    const outcome = await commit(...changes);
    if (outcome === 'committed') for (const change of changes) note(change);
    return outcome;
  };
  store.get = async (id) => {
    const at = now().getTime();
    reads = { at, count: reads.at === at ? reads.count + 1 : 1 };
    if (reads.count > MOST_READS_AT_ONCE) {
      wrong.push('Incidents are read again and again without any time between.');
      throw new Error('This goes round in circles.');
    }
    return get(id);
  };
  const { send } = pager;
  pager.send = async (channel, contact, page) => {
    const answer = await send(channel, contact, page);
    const named = [...page.text.matchAll(NAMED)];
    for (const [, help, number] of named) {
      const key = messageKey(Number(number), help !== undefined, contact.id, channel);
      messages.push(key);
      if (named.length > 1) shared.push(key);
      const quiet = [...incidents.values()].some((one) => one.number === Number(number) && one.quiet);
      if (quiet && !help) wrong.push(`#${number}: ${contact.name} was paged after the answer`);
    }
    return answer;
  };

  return {
    wrong,
    /** The pages that have gone out, each by a name that others like it share. */
    messages,
    /** Those of them that went out in one message with others. */
    shared,
    /** Says that a move has been answered. */
    answered: (record: IncidentRecord) => {
      if (record.status !== 'triggered') seen(record).quiet = true;
    },
    /** The pages of an incident that are waiting, and those of them that are owed. */
    waiting: (record: IncidentRecord) => {
      const pending = [...seen(record).rows.values()].filter(({ row }) => row.state === 'pending');
      return {
        pending: pending.map(({ row }) => row),
        owed: pending.filter((one) => isOwed(one, record)).map(({ row }) => row),
      };
    },
    /**
     * The messages of which the rows speak that were sent. Those that waited for the same morning are one, or as many
     * as there were rounds, where they were too many for one.
     */
    recorded: (count: 'fewest' | 'most'): string[] =>
      [...incidents.values()].flatMap(({ number, rows }) => {
        const sent = [...rows.values()].filter(({ row }) => row.state === 'sent');
        const bundleOf = ({ row, revision }: SeenRow) =>
          [row.contactId, row.channel, row.dueAt, ...(count === 'most' ? [revision] : [])].join();
        const alone = sent.filter(({ row }) => !row.bundled);
        const bundles = new Map(sent.filter(({ row }) => row.bundled).map((one) => [bundleOf(one), one]));
        return [...alone, ...bundles.values()].map(({ row }) =>
          messageKey(number, row.level === 0, row.contactId, row.channel),
        );
      }),
  };
}

const messageKey = (number: number, help: boolean, contactId: string, channel: string | null) =>
  `#${number} ${help ? 'help' : 'level'} ${contactId} ${channel}`;
