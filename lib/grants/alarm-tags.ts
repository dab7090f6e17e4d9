import type { Grant } from '#lib/grants/grant.ts';

/** Reads an alarm's tags, among them the service it belongs to. */
export const readAlarmTags = (alarmsArn: string, reason: string): Grant => ({
  capability: 'ReadAlarmTags',
  reason,
  actions: ['cloudwatch:ListTagsForResource'],
  resources: [alarmsArn],
  wildcardReason:
    'Any alarm of the account may be sent to Muster; which ones is not known when it is deployed.',
});
