import type { IntegrationKind } from '#domain/integration/schema.ts';

/**
 * Where a tool sends its alerts.
 *
 * @param publicUrl where Muster is reached, without a slash at its end
 */
export function addressOf(kind: IntegrationKind, key: string, publicUrl: string): string {
  switch (kind) {
    case 'events':
      return `${publicUrl}/v1/alerts`;
    case 'pagerduty':
      return `${publicUrl}/v2/enqueue`;
    case 'alertmanager':
      return `${publicUrl}/v1/integrations/${key}/alertmanager`;
  }
}
