import type { roleRoutes } from '#contract/roles.ts';
import { presentIncident } from '#domain/incident/record.ts';
import { type AssignRolePorts, assignRole } from '#operations/incident/assignRole.ts';
import { incidentIdOf } from '#operations/incident/findIncident.ts';
import type { Operations } from './http/createApi.ts';

/** What answers the routes of an incident's roles. */
export const roleOperations = (ports: AssignRolePorts): Operations<typeof roleRoutes> => ({
  assignRole: async ({ params, body: { contactId, reason }, actor, ifMatch }) => {
    const incidentId = await incidentIdOf(params.id, ports.incidents);
    const asked = { actor, reason };
    const record = await assignRole(incidentId, { role: params.role, contactId }, asked, ifMatch, ports);
    return { status: 200, body: presentIncident(record) };
  },
});
