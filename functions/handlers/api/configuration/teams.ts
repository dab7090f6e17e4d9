import type { teamRoutes } from '#contract/teams.ts';
import { teamInput } from '#domain/team/schema.ts';
import { teamKind } from '#operations/configuration/kinds.ts';
import type { ConfigurationPorts } from '#operations/configuration/ports.ts';
import type { Operations } from '../http/createApi.ts';
import { crud } from './crud.ts';

/** What answers the routes of teams. */
export function teamOperations(ports: ConfigurationPorts): Operations<typeof teamRoutes> {
  const teams = crud(teamKind, teamInput, ports);
  return {
    listTeams: teams.list,
    createTeam: teams.create,
    getTeam: teams.get,
    replaceTeam: teams.replace,
    changeTeam: teams.change,
    deleteTeam: teams.delete,
  };
}
