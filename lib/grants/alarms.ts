import type { Grant } from '#lib/grants/grant.ts';

/** Reads an alarm's tags, among them the service it belongs to. */
export const readAlarmTags = (reason: string): Grant => ({
  capability: 'ReadAlarmTags',
  reason,
  actions: ['cloudwatch:ListTagsForResource'],
  resources: ['*'],
  wildcardReason:
    'Any alarm may be sent to Muster; which ones is not known when it is deployed. It reads tags and nothing else.',
});

/** Asks which alarms are in ALARM. */
export const listAlarms = (reason: string): Grant => ({
  capability: 'ListAlarms',
  reason,
  actions: ['cloudwatch:DescribeAlarms'],
  resources: ['*'],
  wildcardReason: 'A question for all alarms names none of them.',
});
