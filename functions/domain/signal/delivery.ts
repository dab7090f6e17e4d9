import { type FieldError, fieldErrors } from '../fieldErrors.ts';
import { type AlarmChange, looksLikeAlarm, readAlarmChange } from './cloudwatch.ts';
import { type Signal, signal } from './schema.ts';

/** What one message of the intake queue turned out to hold. */
export type DeliveryItem =
  /** `key` is the same each time the same message is delivered. */
  | { kind: 'alarm'; change: AlarmChange; key: string }
  | { kind: 'signal'; signal: Signal }
  | { kind: 'ignored'; reason: string }
  | { kind: 'rejected'; payload: string; errors: FieldError[] };

/**
 * Reads what arrived: an alarm in an SNS envelope, as SNS passes it raw, as an EventBridge event or a direct
 * Lambda action, an SNS event of several records, or a signal that Muster's own HTTP intake queued.
 *
 * @param body the text of the message
 * @param key the message's id
 * @returns one item for each thing in it, at least one
 */
export function readDelivery(body: string, key: string): DeliveryItem[] {
  const content = parseJson(body);
  if (content === undefined) return [rejected(body, 'The message is not JSON.')];
  return readContent(content, { body, key, topicArn: null });
}

interface Carrier {
  body: string;
  key: string;
  topicArn: string | null;
}

function readContent(content: unknown, carrier: Carrier): DeliveryItem[] {
  if (!isObject(content)) return [rejected(carrier.body, 'The message is not a JSON object.')];
  if (Array.isArray(content.Records)) {
    const items = content.Records.flatMap((record, index) =>
      isObject(record) && isObject(record.Sns)
        ? readEnvelope(record.Sns, { ...carrier, key: `${carrier.key}#${index}` })
        : [rejected(carrier.body, `Records.${index} is not an SNS record.`)],
    );
    return items.length > 0 ? items : [rejected(carrier.body, 'The message holds no record.')];
  }
  if (content.Type === 'Notification' && 'Message' in content) {
    const { MessageId: messageId } = content;
    return readEnvelope(content, {
      ...carrier,
      key: typeof messageId === 'string' ? messageId : carrier.key,
    });
  }
  if (looksLikeAlarm(content)) return [readAlarm(content, carrier)];
  const own = signal.safeParse(content);
  if (own.success) return [{ kind: 'signal', signal: own.data }];
  const meant = 'dedupKey' in content && 'action' in content;
  return [
    meant
      ? { kind: 'rejected', payload: carrier.body, errors: fieldErrors(own.error) }
      : rejected(carrier.body, 'The message is neither a CloudWatch alarm nor a signal of Muster.'),
  ];
}

function readEnvelope(envelope: Record<string, unknown>, { body, key }: Carrier): DeliveryItem[] {
  const message = typeof envelope.Message === 'string' ? parseJson(envelope.Message) : undefined;
  if (!isObject(message)) return [rejected(body, 'SNS carries something other than the JSON of an alarm.')];
  const carrier = {
    body,
    key,
    topicArn: typeof envelope.TopicArn === 'string' ? envelope.TopicArn : null,
  };
  if (looksLikeAlarm(message)) return [readAlarm(message, carrier)];
  if (Array.isArray(message.Records)) return readContent(message, carrier);
  return [rejected(body, 'SNS carries JSON that is not a CloudWatch alarm.')];
}

function readAlarm(content: Record<string, unknown>, { body, key, topicArn }: Carrier): DeliveryItem {
  const reading = readAlarmChange(content, topicArn);
  if (reading.kind === 'rejected') return { kind: 'rejected', payload: body, errors: reading.errors };
  if (reading.kind === 'ignored') return reading;
  return { kind: 'alarm', change: reading.change, key: typeof content.id === 'string' ? content.id : key };
}

function rejected(payload: string, message: string): DeliveryItem {
  return { kind: 'rejected', payload, errors: [{ path: '', message }] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
