import { delimiter, join } from 'node:path';

/** The region and the root credentials of every local AWS. They open nothing anywhere else. */
export const LOCAL_REGION = 'us-east-1';
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Where the local AWS on `port` answers. */
export function localEndpoint(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/**
 * The environment of a program that shall use the local AWS and can not reach a real one: nothing of the caller's
 * own AWS settings is left in it.
 *
 * @param caller the environment to start from
 * @param endpoint the local AWS
 */
export function localAwsEnvironment(caller: NodeJS.ProcessEnv, endpoint: string): NodeJS.ProcessEnv {
  const foreign = /^(AWS|CDK)_/;
  return {
    ...Object.fromEntries(Object.entries(caller).filter(([name]) => !foreign.test(name))),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The PATH on which the project's own Node, the production major, comes first. */
export function pathWithProjectNode(projectRoot: string, path = ''): string {
  return [join(projectRoot, 'node_modules', '.bin'), path].join(delimiter);
}
