import { team, teamInput, teamPatch } from '#domain/team/schema.ts';
import { configurationRoutes } from './configurationRoutes.ts';
import type { RouteDefinitions } from './route.ts';

const teams = configurationRoutes({
  path: '/v1/teams',
  prefix: 'team',
  thing: team,
  input: teamInput,
  patch: teamPatch,
  summaries: {
    list: 'Groups of people who own services and are paged together or in turn',
    create: 'Adds a team',
    get: 'One team',
    replace: 'Replaces a team',
    change: 'Replaces the given fields of a team, each as a whole',
    delete: 'Deletes a team that no service, schedule, policy and plan names',
  },
});

export const teamRoutes = {
  listTeams: teams.list,
  createTeam: teams.create,
  getTeam: teams.get,
  replaceTeam: teams.replace,
  changeTeam: teams.change,
  deleteTeam: teams.delete,
} as const satisfies RouteDefinitions;
