import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';
import * as z from 'zod';

const retentionDays = Object.values(RetentionDays).filter(
  (days): days is RetentionDays => typeof days === 'number' && days !== RetentionDays.INFINITE,
);

/** `cdk deploy -c key=value` hands every value over as text. */
const flag = z.union([z.boolean(), z.stringbool()], { error: 'expected true or false' });

/** A number, or its digits. */
const quantity = z.coerce.number({
  error: ({ input }) => (Number.isNaN(input) ? 'expected a number' : undefined),
});

const configSchema = z.strictObject({
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,29}$/, 'expected a letter, then up to 29 letters, digits or hyphens'),
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'expected an http(s) URL' })
    .refine((url) => !url.endsWith('/'), 'expected a URL without a slash at its end')
    .optional(),
  apiIdTag: z
    .string()
    .regex(/^[a-z0-9]{1,20}$/, 'expected up to 20 lower-case letters or digits')
    .optional(),
  logRetentionDays: quantity.refine(
    (days): days is RetentionDays => retentionDays.some((allowed) => allowed === days),
    `expected one of the periods that CloudWatch Logs knows: ${retentionDays.join(', ')}`,
  ),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
  lambdaRuntime: z.enum(['nodejs24.x', 'nodejs26.x']),
  lambdaArchitecture: z.enum(['arm64', 'x86_64']),
  lambdaMemoryMb: quantity.int().min(128).max(10_240),
  apiRateLimit: quantity.positive(),
  apiBurstLimit: quantity.int().positive(),
  deletionProtection: flag,
  alarmEmail: z.email().optional(),
  smsMonthlySpendAlarmUsd: quantity.positive(),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)),
});

/**
 * Everything that a deployment may choose. Defaults stand in `cdk.json`; `-c key=value` overrides one.
 *
 * - `publicUrl`: where people and vendors reach Muster, when that is not the HTTP API's own endpoint.
 * - `apiIdTag`: fixes the API's id on MiniStack, so that its URL is known before the deployment.
 * - `apiRateLimit`: requests a second; `apiBurstLimit`: requests at once.
 * - `alarmEmail`: who hears of Muster's own faults. SNS asks them to confirm.
 * - `smsMonthlySpendAlarmUsd`: below the account's SMS spend limit (1 USD unless raised), past which SNS
 *   stops sending without a word.
 */
export type Config = Readonly<z.output<typeof configSchema>>;

/** A value in the CDK context that Muster cannot use. The message names the key and says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** The keys of the CDK and its libraries carry a colon, an at sign or a slash; Muster's are plain words. */
const ownContext = (context: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(context).filter(([key]) => !/[:@/]/.test(key)));

/**
 * The deployment's configuration, from the CDK context of the app.
 *
 * @param node The node of the app.
 * @throws ConfigError when a key is unknown, missing or has a value of another kind.
 */
export function readConfig(node: Node): Config {
  const parsed = configSchema.safeParse(ownContext(node.getAllContext()));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `  ${issue.keys.join(', ')}: not a setting of Muster`
      : `  ${issue.path.join('.')}: ${issue.message}`,
  );
  throw new ConfigError(
    `Muster cannot be deployed with these settings:\n${faults.join('\n')}\nCorrect them in cdk.json or give another value with: -c key=value`,
  );
}
