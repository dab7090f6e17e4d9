import * as z from 'zod';
import { type FieldError, fieldErrors } from '../fieldErrors.ts';
import { categoryOf } from './category.ts';
import { cutDedupKey, cutDetails, cutLine } from './cut.ts';
import { saidAt, saidFields } from './said.ts';
import type { Signal } from './schema.ts';
import { severityOf, UNSAID_SEVERITY } from './severity.ts';

/** An odd field beside the essential ones never costs an alarm. */
const text = z.string().nullish().catch(null);
const stateValue = z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA'], {
  error: 'The state must be ALARM, OK or INSUFFICIENT_DATA.',
});
const name = z
  .string({ error: "The alarm's name is missing." })
  .min(1, { error: "The alarm's name is missing." });

/** What SNS carries: metric, metric math, anomaly and log alarms, and composite ones with their rule. */
const notification = z.looseObject({
  AlarmName: name,
  AlarmDescription: text,
  AWSAccountId: text,
  NewStateValue: stateValue,
  NewStateReason: text,
  StateChangeTime: text,
  Region: text,
  AlarmArn: text,
  AlarmRule: text,
  Trigger: z
    .looseObject({
      MetricName: text,
      Namespace: text,
      Dimensions: z.unknown().optional(),
      Threshold: z.unknown().optional(),
      Metrics: z
        .array(
          z.looseObject({
            Label: text,
            Expression: text,
            ReturnData: z.unknown().optional(),
            MetricStat: z
              .looseObject({
                Metric: z.looseObject({ MetricName: text, Namespace: text }).nullish().catch(null),
              })
              .nullish()
              .catch(null),
          }),
        )
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

const alarmData = z.looseObject({
  alarmName: name,
  alarmContributor: z.unknown().optional(),
  state: z.looseObject(
    { value: stateValue, reason: text, timestamp: text, actionsSuppressedBy: text },
    { error: "The alarm's state is missing." },
  ),
  configuration: z
    .looseObject({
      description: text,
      alarmRule: text,
      metrics: z
        .array(
          z.looseObject({
            label: text,
            expression: text,
            returnData: z.unknown().optional(),
            metricStat: z
              .looseObject({ metric: z.looseObject({ name: text, namespace: text }).nullish().catch(null) })
              .nullish()
              .catch(null),
          }),
        )
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

/** What EventBridge (`detail`) and the direct Lambda action (`alarmData`) carry. */
const event = z.looseObject({
  'detail-type': text,
  alarmArn: text,
  resources: z.array(z.string()).nullish().catch(null),
  account: text,
  accountId: text,
  region: text,
  time: text,
});

const STATE_CHANGES = ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'];

/** An alarm that changed its state, whichever way CloudWatch told it. */
export interface AlarmChange {
  arn: string;
  name: string;
  state: z.infer<typeof stateValue>;
  /** As CloudWatch wrote it. */
  at: string | null;
  description: string | null;
  /** One time series of an alarm with several: it ends only with the whole alarm. */
  isContributor: boolean;
  /** Names that tell what the alarm watches, the most telling first. */
  watches: string[];
  details: Record<string, unknown>;
}

export type AlarmReading =
  | { kind: 'change'; change: AlarmChange }
  | { kind: 'ignored'; reason: string }
  | { kind: 'rejected'; errors: FieldError[] };

/**
 * Whether a JSON value is meant as a CloudWatch alarm: the message that SNS carries, the EventBridge event or
 * the direct Lambda action's payload.
 */
export function looksLikeAlarm(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  return (
    'AlarmName' in payload ||
    ('source' in payload && payload.source === 'aws.cloudwatch') ||
    // Whoever forwards an alarm by EventBridge has to name a source of their own.
    ('detail-type' in payload && STATE_CHANGES.includes(String(payload['detail-type'])))
  );
}

/**
 * Reads an alarm's change of state in any of CloudWatch's three wrappings.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 * @param payload the parsed JSON
 * @param topicArn the topic that carried it, which tells the region where the message does not
 */
export function readAlarmChange(payload: unknown, topicArn: string | null): AlarmReading {
  return typeof payload === 'object' && payload !== null && 'AlarmName' in payload
    ? readNotification(payload, topicArn)
    : readEvent(payload);
}

function readNotification(payload: object, topicArn: string | null): AlarmReading {
  const parsed = notification.safeParse(payload);
  if (!parsed.success) return { kind: 'rejected', errors: fieldErrors(parsed.error) };
  const alarm = parsed.data;
  const { Trigger: trigger } = alarm;
  const [, partition = 'aws', , topicRegion = ''] = topicArn?.split(':') ?? [];
  const metrics = (trigger?.Metrics ?? []).map((metric) => ({
    names: [metric.Label, metric.MetricStat?.Metric?.MetricName, metric.Expression],
    namespace: metric.MetricStat?.Metric?.Namespace,
    returned: metric.ReturnData !== false,
  }));
  return {
    kind: 'change',
    change: {
      // Local AWS leaves the ARN out; it is made of what the message and its topic say.
      arn:
        alarm.AlarmArn ||
        `arn:${partition}:cloudwatch:${topicRegion || alarm.Region}:${alarm.AWSAccountId}:alarm:${alarm.AlarmName}`,
      name: alarm.AlarmName,
      state: alarm.NewStateValue,
      at: alarm.StateChangeTime ?? null,
      description: alarm.AlarmDescription ?? null,
      isContributor: Object.keys(alarm).some((key) => key.startsWith('AlarmContributor')),
      watches: watchedNames([
        { names: [trigger?.MetricName], namespace: trigger?.Namespace, returned: true },
        ...metrics,
      ]),
      details: saidFields({
        reason: alarm.NewStateReason,
        description: alarm.AlarmDescription,
        namespace: trigger?.Namespace,
        metric: trigger?.MetricName,
        dimensions: trigger?.Dimensions,
        threshold: trigger?.Threshold,
        metrics: trigger?.Metrics,
        rule: alarm.AlarmRule,
        triggeringChildren: alarm.TriggeringChildren,
        region: alarm.Region,
        account: alarm.AWSAccountId,
      }),
    },
  };
}

function readEvent(payload: unknown): AlarmReading {
  const parsed = event.safeParse(payload);
  if (!parsed.success) return { kind: 'rejected', errors: fieldErrors(parsed.error) };
  const envelope = parsed.data;
  const type = envelope['detail-type'];
  if (type && !STATE_CHANGES.includes(type)) {
    return { kind: 'ignored', reason: `"${cutLine(type, 100)}" is not a change of an alarm's state.` };
  }
  const part = 'detail' in envelope ? 'detail' : 'alarmData';
  const data = alarmData.safeParse(envelope[part]);
  if (!data.success) return { kind: 'rejected', errors: fieldErrors(data.error, part) };
  const { alarmName, alarmContributor, state, configuration } = data.data;
  const account = envelope.account ?? envelope.accountId;
  const metrics = configuration?.metrics ?? [];
  return {
    kind: 'change',
    change: {
      arn:
        envelope.alarmArn ||
        envelope.resources?.[0] ||
        `arn:aws:cloudwatch:${envelope.region}:${account}:alarm:${alarmName}`,
      name: alarmName,
      state: state.value,
      at: state.timestamp ?? envelope.time ?? null,
      description: configuration?.description ?? null,
      isContributor: alarmContributor !== undefined,
      watches: watchedNames(
        metrics.map(({ label, expression, metricStat, returnData }) => ({
          names: [label, metricStat?.metric?.name, expression],
          namespace: metricStat?.metric?.namespace,
          returned: returnData !== false,
        })),
      ),
      details: saidFields({
        reason: state.reason,
        description: configuration?.description,
        metrics: configuration?.metrics,
        rule: configuration?.alarmRule,
        contributor: alarmContributor,
        actionsSuppressedBy: state.actionsSuppressedBy,
        region: envelope.region,
        account,
      }),
    },
  };
}

/**
 * Makes the signal of an alarm's change: ALARM triggers, OK resolves, keyed by the alarm's ARN.
 *
 * @param context the new signal's id, the time of receipt and the alarm's tags (`muster:severity` counts here)
 * @returns the signal, or why the change needs no action
 */
export function alarmSignal(
  change: AlarmChange,
  context: { id: string; receivedAt: string; tags: Record<string, string> },
): { signal: Signal } | { ignored: string } {
  if (change.state === 'INSUFFICIENT_DATA') {
    return { ignored: `The alarm "${change.name}" has too little data to say whether something is wrong.` };
  }
  if (change.state === 'OK' && change.isContributor) {
    return {
      ignored: `A part of the alarm "${change.name}" is well again; the alarm itself says when all is.`,
    };
  }
  const title = change.description ? `${change.name}: ${change.description}` : change.name;
  return {
    signal: {
      id: context.id,
      at: saidAt(change.at, context.receivedAt),
      receivedAt: context.receivedAt,
      source: 'cloudwatch',
      action: change.state === 'ALARM' ? 'trigger' : 'resolve',
      summary: cutLine(title, 500) || 'Alarm without a name',
      severity: severityOf(context.tags['muster:severity']) ?? UNSAID_SEVERITY,
      category: categoryOf(change.watches),
      serviceId: null,
      alarm: { arn: cutLine(change.arn, 1600), name: cutLine(change.name, 255) },
      dedupKey: cutDedupKey(change.arn),
      origin: cutLine(change.name, 255),
      links: [],
      details: cutDetails(change.details),
    },
  };
}

interface WatchedMetric {
  names: (string | null | undefined)[];
  namespace: string | null | undefined;
  returned: boolean;
}

/** What the alarm judges comes before what that is computed from, and metrics before their namespaces. */
function watchedNames(metrics: WatchedMetric[]): string[] {
  const judgedFirst = metrics.toSorted((one, other) => Number(other.returned) - Number(one.returned));
  const names = [
    ...judgedFirst.flatMap((metric) => metric.names),
    ...judgedFirst.map((metric) => metric.namespace),
  ];
  return names.filter((text) => typeof text === 'string').filter((text) => text !== '');
}
