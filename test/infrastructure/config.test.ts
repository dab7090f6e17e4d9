import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '#lib/config.ts';
import { app } from '#test/infrastructure/synthesized.ts';

const read = (settings: Record<string, unknown>) => readConfig(app(settings).node);

test('the settings of cdk.json are valid as they stand', () => {
  expect(read({})).toMatchObject({
    stackName: 'Muster',
    lambdaRuntime: 'nodejs24.x',
    deletionProtection: true,
  });
});

test('settings from the command line arrive as text and mean the same', () => {
  expect(
    read({
      logRetentionDays: '90',
      deletionProtection: 'false',
      smsMonthlySpendAlarmUsd: '20',
      lambdaMemoryMb: '1024',
    }),
  ).toMatchObject({
    logRetentionDays: 90,
    deletionProtection: false,
    smsMonthlySpendAlarmUsd: 20,
    lambdaMemoryMb: 1024,
  });
});

test('settings of the CDK itself are none of ours', () => {
  expect(() =>
    read({ '@aws-cdk/core:newStyleStackSynthesis': true, 'availability-zones:account=1': [] }),
  ).not.toThrow();
});

test.each([
  ['stackName', '7-up', 'a letter, then'],
  ['stackName', 'x'.repeat(31), 'a letter, then'],
  ['publicUrl', 'ftp://muster.example.com', 'http(s)'],
  ['publicUrl', 'https://muster.example.com/', 'without a slash at its end'],
  ['apiIdTag', 'Not An Id', 'lower-case'],
  ['logRetentionDays', 31, '30, 60'],
  ['logRetentionDays', 9999, '30, 60'],
  ['logRetentionDays', 'forever', 'expected a number'],
  ['logLevel', 'loud', 'DEBUG'],
  ['lambdaRuntime', 'nodejs18.x', 'nodejs24.x'],
  ['lambdaArchitecture', 'riscv', 'arm64'],
  ['lambdaMemoryMb', 64, '128'],
  ['apiRateLimit', 0, '>0'],
  ['apiBurstLimit', 1.5, 'int'],
  ['deletionProtection', 'perhaps', 'true or false'],
  ['alarmEmail', 'ops at example.com', 'email'],
  ['smsMonthlySpendAlarmUsd', -1, '>0'],
  ['tags', 'team=payments', 'record'],
])('%s: %s is refused, and the message names the key and what is expected', (key, value, expected) => {
  const message = messageOf(() => read({ [key]: value }));
  expect(message).toContain(`  ${key}: `);
  expect(message).toContain(expected);
});

test('a missing value is refused by name', () => {
  expect(messageOf(() => read({ logLevel: undefined }))).toContain('  logLevel: ');
});

test('a misspelled key is refused rather than ignored', () => {
  expect(messageOf(() => read({ logRetentionDay: 30 }))).toContain(
    '  logRetentionDay: not a setting of Muster',
  );
});

test('all faults are told at once, and what to do', () => {
  const message = messageOf(() => read({ logLevel: 'loud', apiIdTag: '!' }));
  expect(message).toContain('  logLevel: ');
  expect(message).toContain('  apiIdTag: ');
  expect(message).toContain('cdk.json');
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The settings were accepted.');
}
