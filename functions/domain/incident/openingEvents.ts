import { roleEvent } from './assignRole.ts';
import { type EventDraft, muster } from './change.ts';
import type { IncidentRecord } from './record.ts';
import type { Report } from './report.ts';
import type { Actor } from './schema.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What the timeline says of an incident that opens: why with this service and plan, and what is known of it.
 *
 * @param categorizer who said the category
 */
export function openingEvents(
  record: IncidentRecord,
  report: Report,
  { service, plan, roles }: Surroundings,
  categorizer: Actor,
): EventDraft[] {
  const opened: EventDraft = {
    type: 'incident.opened',
    actor: report.actor,
    data: {
      number: record.number,
      title: record.title,
      source: record.source,
      serviceId: service.id,
      service: service.name,
      ...(plan
        ? { planId: plan.running.id, plan: plan.running.name, planVersion: plan.running.version }
        : {}),
      ...(record.predecessorId ? { predecessorId: record.predecessorId } : {}),
    },
    reason: plan ? `${report.serviceReason} ${plan.why}` : report.serviceReason,
  };
  const prioritized: EventDraft = {
    type: 'incident.prioritized',
    actor: muster,
    data: { severity: record.severity, impact: record.impact, priority: record.priority },
    reason:
      report.impact || plan?.running.defaults.impact
        ? `Severity ${record.severity} and impact ${record.impact} make ${record.priority}.`
        : `Severity ${record.severity} and impact ${record.impact}, the tier of ${service.name}, make ${record.priority}.`,
  };
  const categorized: EventDraft[] = record.category
    ? [{ type: 'incident.categorized', actor: categorizer, data: { category: record.category } }]
    : [];
  const filled = roles
    .filter(({ person }) => person !== null)
    .map(
      ({ role, person, why }): EventDraft => ({
        ...roleEvent(role, null, person),
        actor: muster,
        reason: why,
      }),
    );
  return [opened, ...categorized, prioritized, ...filled];
}
