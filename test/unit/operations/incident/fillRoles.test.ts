import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import { openOne } from '#test/support/opened.ts';
import { planWith } from '#test/support/runbooks.ts';
import { ada, ben, organisationOf } from '#test/support/sampleOrganisation.ts';
import { newWorld, START } from '#test/support/world.ts';

const { createdAt, updatedAt, etag } = ada;
const team = {
  id: 'team_0000000000000000000000TEAM',
  key: null,
  name: 'Platform',
  description: null,
  members: [ada.id, ben.id],
  createdAt,
  updatedAt,
  etag,
};
const hour = 3600_000;
const away: Contact = {
  ...ada,
  leave: [
    {
      from: new Date(START.getTime() - hour).toISOString(),
      to: new Date(START.getTime() + hour).toISOString(),
      substituteId: null,
    },
  ],
};

async function commanderOf(
  contacts: Contact[],
  fillFrom: SavedPlan['roles'][number]['fillFrom'],
): Promise<string | null | undefined> {
  const plan: SavedPlan = { ...planWith([]), roles: [{ role: 'commander', fillFrom }] };
  const { roles } = await openOne(newWorld(organisationOf({ contacts, teams: [team], plans: [plan] })));
  return roles.find(({ role }) => role === 'commander')?.contactId;
}

describe('a role that a plan fills', () => {
  it('gets the first of a team who is there', async () => {
    const fillFrom = { type: 'team' as const, id: team.id, select: 'everyone' as const };
    expect(await commanderOf([ada, ben], fillFrom)).toBe(ada.id);
    expect(await commanderOf([away, ben], fillFrom)).toBe(ben.id);
  });

  it('stays vacant where the one whom it names is away', async () => {
    expect(await commanderOf([away, ben], { type: 'contact', id: ada.id })).toBeNull();
  });
});
