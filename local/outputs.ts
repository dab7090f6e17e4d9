import { readFile, rm } from 'node:fs/promises';
import * as z from 'zod';
import { writePrivately } from './privateFile.ts';

/** `.muster/outputs.json`: what a running local stack tells tools (contract, section 1). */
const outputs = z.strictObject({
  apiUrl: z.string(),
  dashboardUrl: z.string(),
  statusPageUrl: z.string(),
  inboxUrl: z.string(),
  adminKey: z.string(),
  awsEndpoint: z.string(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  alarmTopicArn: z.string(),
  alarmFunctionArn: z.string(),
  eventBusName: z.string(),
  tableName: z.string(),
  stateMachineArn: z.string(),
  /** The process that `npm stop` ends. */
  pid: z.number(),
});
export type Outputs = z.infer<typeof outputs>;

/** Only this user may read it: it holds the admin key. */
export async function writeOutputs(file: string, values: Outputs): Promise<void> {
  await writePrivately(file, `${JSON.stringify(outputs.parse(values), null, 2)}\n`);
}

/** The outputs of the stack that wrote `file`, or undefined when none has. */
export async function readOutputs(file: string): Promise<Outputs | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : outputs.parse(JSON.parse(text));
}

export async function removeOutputs(file: string): Promise<void> {
  await rm(file, { force: true });
}
