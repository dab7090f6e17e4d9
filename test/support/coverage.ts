import { memoryNotices } from '#adapters/memory/notices.ts';
import type { CoveragePorts } from '#operations/coverage/checkCoverage.ts';
import { configurationApi, type Reply } from './configurationApi.ts';

/** The API of configuration over memory, and what looks after coverage over the same memory. */
export function coverageWorld() {
  const api = configurationApi();
  const ports: CoveragePorts = { ...api.ports, notices: memoryNotices() };
  const create = async (path: string, body: Record<string, unknown>): Promise<Reply['body']> => {
    const { status, body: made } = await api.ask(`POST ${path}`, { body });
    if (status !== 201) throw new Error(`POST ${path}: ${status} ${JSON.stringify(made)}`);
    return made;
  };
  /** Somebody with a confirmed email. */
  const person = async (name: string, changes: Record<string, unknown> = {}) => {
    const email = `${name.toLowerCase()}@example.org`;
    api.topics.confirmed.add(email);
    return await create('/v1/contacts', { name, email, phone: '+4915112345678', ...changes });
  };
  const team = (name: string, members: { id: string }[]) =>
    create('/v1/teams', { name, members: members.map(({ id }) => id) });
  /** In turns of a day, from 09:00 to 09:00 in UTC, by one after the other. */
  const schedule = (
    name: string,
    participants: { id: string }[],
    { layer = {}, ...changes }: Record<string, unknown> & { layer?: Record<string, unknown> } = {},
  ) =>
    create('/v1/schedules', {
      name,
      timeZone: 'UTC',
      layers: [
        {
          name: 'Primary',
          participants: participants.map(({ id }) => id),
          rotation: { every: 'P1D', handoff: '09:00', from: '2026-02-28' },
          ...layer,
        },
      ],
      ...changes,
    });
  return { ...api, ports, person, team, schedule };
}
