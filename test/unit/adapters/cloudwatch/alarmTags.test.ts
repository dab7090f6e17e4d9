import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cloudWatchAlarmTags } from '#adapters/cloudwatch/alarmTags.ts';

const ARN = 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:web: 5xx';

function asking(answer: (signal: AbortSignal) => Promise<unknown>) {
  const asked: string[] = [];
  const errors: string[] = [];
  let now = 0;
  const client = {
    send: async (
      { input }: { input: { ResourceARN: string } },
      { abortSignal }: { abortSignal: AbortSignal },
    ) => {
      asked.push(input.ResourceARN);
      return await answer(abortSignal);
    },
  } as unknown as CloudWatchClient;
  const alarmTags = cloudWatchAlarmTags(
    client,
    { account: '123456789012', region: 'eu-central-1' },
    {
      clock: { now: () => new Date(now), sleep: async () => undefined },
      log: { info: () => undefined, error: (message) => errors.push(message) },
    },
  );
  return { alarmTags, asked, errors, pass: (milliseconds: number) => (now += milliseconds) };
}
const tagged = async () => ({ Tags: [{ Key: 'muster:service', Value: 'Payments' }, { Key: 'empty' }] });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("an alarm's tags", () => {
  it('are remembered for five minutes', async () => {
    const { alarmTags, asked, pass } = asking(tagged);
    expect(await alarmTags(ARN)).toEqual({ 'muster:service': 'Payments', empty: '' });
    pass(299_000);
    await alarmTags(ARN);
    expect(asked).toEqual([ARN]);
    pass(1000);
    await alarmTags(ARN);
    expect(asked).toHaveLength(2);
  });

  it.each([
    'arn:aws:cloudwatch:us-east-1:123456789012:alarm:a',
    'arn:aws:cloudwatch:eu-central-1:999999999999:alarm:a',
    'no arn',
  ])('are not asked for elsewhere: %s', async (arn) => {
    const { alarmTags, asked } = asking(tagged);
    expect(await alarmTags(arn)).toEqual({});
    expect(asked).toEqual([]);
  });

  it('may fail, which is logged and not remembered', async () => {
    let fails = true;
    const { alarmTags, errors } = asking(async () => {
      if (fails) throw new Error('AccessDenied');
      return await tagged();
    });
    expect(await alarmTags(ARN)).toEqual({});
    expect(errors).toHaveLength(1);
    fails = false;
    expect(await alarmTags(ARN)).toHaveProperty('muster:service');
  });

  it('may take longer than a second, and then the alarm goes on without them', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const { alarmTags, errors } = asking(async (signal) => signal.throwIfAborted());
    expect(await alarmTags(ARN)).toEqual({});
    expect(timeout).toHaveBeenCalledWith(1000);
    expect(errors).toHaveLength(1);
  });
});
