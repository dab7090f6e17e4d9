import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Contact } from '#domain/contact/schema.ts';
import type { EscalationPolicy } from '#domain/escalation/schema.ts';
import type { Service } from '#domain/service/schema.ts';
import { connectApi } from '#local/api.ts';
import type { Outputs } from '#local/outputs.ts';

/** A service whose incidents are paged to one number, and what a test needs to load it. */
export interface PagedService {
  /** Sends an alert to the service. Resolves once Muster has taken it. */
  alert(dedupKey: string): Promise<void>;
  /** Opens an incident of the service, or joins it. */
  open(dedupKey: string): Promise<void>;
  /** Tells Muster's alarm topic, in one request, that these CloudWatch alarms (at most 10) are in ALARM. */
  alarms(names: string[]): Promise<void>;
  /** The dedup key of such an alarm. */
  keyOf(alarm: string): string;
  /** The pages so far. */
  pages(): Promise<string[]>;
}

/**
 * Makes it on any stack.
 *
 * @param name also how the names of its alarms begin
 * @param after the time before each page; a day means never
 */
export async function pagedService(
  stack: Outputs,
  phone: string,
  name: string,
  after = ['PT0S', 'P1D'],
): Promise<PagedService> {
  const api = connectApi(stack.apiUrl, stack.adminKey);
  const contact = await api.send<Contact>('POST', '/v1/contacts', { name: `On duty for ${name}`, phone });
  const targets = [{ type: 'contact', id: contact.id }];
  const policy = await api.send<EscalationPolicy>('POST', '/v1/escalation-policies', {
    name,
    steps: after.map((duration) => ({ after: duration, targets })),
  });
  const service = await api.send<Service>('POST', '/v1/services', {
    name,
    escalationPolicyId: policy.id,
    alarmNamePatterns: [`${name}-*`],
  });
  const [, , , region, account] = stack.alarmTopicArn.split(':');
  const keyOf = (alarm: string) => `arn:aws:cloudwatch:${region}:${account}:alarm:${name}-${alarm}`;
  const { awsEndpoint: endpoint, accessKeyId, secretAccessKey } = stack;
  const sns = new SNSClient({
    endpoint,
    region: stack.region,
    credentials: { accessKeyId, secretAccessKey },
  });
  return {
    async alert(dedupKey) {
      const alert = { summary: `Alert ${dedupKey}`, severity: 'critical', dedupKey, serviceId: service.id };
      await api.send('POST', '/v1/alerts', alert);
    },
    async open(dedupKey) {
      const incident = { title: dedupKey, severity: 'critical', dedupKey, serviceId: service.id };
      await api.send('POST', '/v1/incidents', incident);
    },
    async alarms(names) {
      const { Failed = [] } = await sns.send(
        new PublishBatchCommand({
          TopicArn: stack.alarmTopicArn,
          PublishBatchRequestEntries: names.map((alarm, index) => ({
            Id: String(index),
            Message: JSON.stringify(stateChange(`${name}-${alarm}`, keyOf(alarm), account)),
          })),
        }),
      );
      if (Failed.length > 0) throw new Error(`SNS did not take ${Failed.length} alarms.`);
    },
    keyOf,
    async pages() {
      const answer = await fetch(`${stack.awsEndpoint}/_ministack/sns/sms-messages`);
      const { sms_messages: byNumber } = (await answer.json()) as {
        sms_messages: Record<string, { Message: string }[]>;
      };
      return (byNumber[phone] ?? []).map(({ Message }) => Message);
    },
  };
}

/** What CloudWatch sends to a topic, as in test/unit/domain/signal/samples. */
const stateChange = (name: string, arn: string, account: string | undefined) => ({
  AlarmName: name,
  AlarmArn: arn,
  AWSAccountId: account,
  NewStateValue: 'ALARM',
  OldStateValue: 'OK',
  NewStateReason: 'Threshold Crossed',
  StateChangeTime: new Date().toISOString().replace('Z', '+0000'),
  Region: 'US East (N. Virginia)',
  Trigger: { MetricName: 'Errors', Namespace: 'Load', Period: 60, EvaluationPeriods: 1, Threshold: 0 },
});
