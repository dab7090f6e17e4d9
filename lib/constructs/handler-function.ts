import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type CfnRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  RuntimeFamily,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '#lib/config.ts';
import { type Grant, statementOf } from '#lib/grants/grant.ts';
import { acknowledgeWildcards } from '#lib/grants/wildcards.ts';

interface HandlerFunctionProps {
  readonly config: Config;
  /** What the function is for: one sentence. */
  readonly description: string;
  /** The file that exports `handler`, below `functions/handlers`. */
  readonly entry: string;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** All that it may do, beside writing its own log. */
  readonly grants: readonly Grant[];
}

const projectRoot = join(import.meta.dirname, '../..');
const lambdaCredentials = fileURLToPath(
  new URL('../../functions/adapters/lambdaCredentials.ts', import.meta.url),
);

/** One Lambda, whole: its code, its log with an end, and a role that holds its grants and nothing else. */
export class HandlerFunction extends Construct {
  readonly lambda: NodejsFunction;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    const { config, description, entry, timeout, environment, grants } = props;
    const logGroup = new LogGroup(this, 'Log', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.lambda = new NodejsFunction(this, 'Function', {
      description,
      entry: join(projectRoot, 'functions/handlers', entry),
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      runtime: new Runtime(config.lambdaRuntime, RuntimeFamily.NODEJS),
      architecture: config.lambdaArchitecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: config.lambdaMemoryMb,
      timeout,
      environment: { ...environment, NODE_OPTIONS: '--enable-source-maps' },
      role: this.roleFor(grants, logGroup),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[config.logLevel],
      // Start and end of each invocation say nothing that the metrics do not, and cost by the byte.
      systemLogLevelV2: SystemLogLevel.WARN,
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        sourceMap: true,
        sourcesContent: false,
        // The SDK that was tested is the one that runs, and one file starts faster than the runtime's tree.
        externalModules: [],
        // The SDK's ES modules: a third smaller than its CommonJS, which an ES bundle cannot load as it is.
        mainFields: ['module', 'main'],
        // The SDK's search for credentials is a quarter of the code that a start has to load.
        esbuildArgs: { '--alias:@aws-sdk/credential-provider-node': lambdaCredentials },
      },
    });
  }

  private roleFor(grants: readonly Grant[], logGroup: LogGroup): Role {
    const writeLog = new PolicyStatement({
      sid: 'WriteLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Grants: new PolicyDocument({ statements: [writeLog, ...grants.map(statementOf)] }),
      },
    });
    const resource = role.node.defaultChild as CfnRole;
    resource.addMetadata(
      'grants',
      Object.fromEntries(grants.map(({ capability, reason }) => [capability, reason])),
    );
    acknowledgeWildcards(role, grants);
    return role;
  }
}
