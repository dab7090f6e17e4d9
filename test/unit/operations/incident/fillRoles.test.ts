import { describe, expect, it } from 'vitest';
import type { Contact } from '#domain/contact/schema.ts';
import type { SavedPlan } from '#domain/plan/schema.ts';
import type { Team } from '#domain/team/schema.ts';
import { onLeave } from '#test/support/onLeave.ts';
import { openOne } from '#test/support/opened.ts';
import { planWith } from '#test/support/runbooks.ts';
import { ada, ben, organisationOf, platform } from '#test/support/sampleOrganisation.ts';
import { newWorld } from '#test/support/world.ts';

const team: Team = { ...platform, members: [ada.id, ben.id] };
const away = onLeave(ada);

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
