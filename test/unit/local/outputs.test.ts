import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Outputs, readOutputs, removeOutputs, writeOutputs } from '#local/outputs.ts';
import { summary } from '#local/summary.ts';

const outputs: Outputs = {
  apiUrl: 'http://127.0.0.1:4566/api',
  dashboardUrl: 'http://127.0.0.1:4566/api/',
  statusPageUrl: 'http://127.0.0.1:4566/api/status',
  inboxUrl: 'http://127.0.0.1:24566',
  adminKey: 'mk_example',
  awsEndpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  accessKeyId: 'test',
  secretAccessKey: 'test',
  alarmTopicArn: 'arn:topic',
  alarmFunctionArn: 'arn:function',
  eventBusName: 'default',
  tableName: 'table',
  stateMachineArn: 'arn:machine',
  pid: 4711,
};

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'muster-outputs-')), 'outputs.json');

describe('outputs.json', () => {
  it('comes back as it was written, and only its owner may read it', async () => {
    const file = await newFile();
    await writeOutputs(file, outputs);
    expect(await readOutputs(file)).toEqual(outputs);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('has exactly the keys of the contract', async () => {
    const file = await newFile();
    await expect(writeOutputs(file, { ...outputs, queueUrl: 'x' } as Outputs)).rejects.toThrow(/queueUrl/);
    const { pid: _pid, ...incomplete } = outputs;
    await expect(writeOutputs(file, incomplete as Outputs)).rejects.toThrow(/pid/);
  });

  it('is undefined where no stack has written it, and once it was removed, however often', async () => {
    const file = await newFile();
    expect(await readOutputs(file)).toBeUndefined();
    await writeOutputs(file, outputs);
    await removeOutputs(file);
    await removeOutputs(file);
    expect(await readOutputs(file)).toBeUndefined();
  });

  it('is refused when something else wrote it', async () => {
    const file = await newFile();
    await writeFile(file, '{"apiUrl": 1}');
    await expect(readOutputs(file)).rejects.toThrow();
  });
});

describe('summary', () => {
  it('shows the dashboard, the API, the inbox and the admin key', () => {
    const text = summary(outputs);
    for (const part of [outputs.dashboardUrl, outputs.apiUrl, outputs.inboxUrl, outputs.adminKey]) {
      expect(text).toContain(part);
    }
  });
});
