import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where one local stack keeps what it knows. All paths are absolute when `root` is. */
export interface StateDirectory {
  root: string;
  /** The contract's outputs.json, there while the stack runs. */
  outputs: string;
  /** Who runs the stack. */
  claim: string;
  /** What was deployed last. */
  deployment: string;
  adminKey: string;
  /** MiniStack's own state. */
  aws: string;
  /** MiniStack's buckets. */
  buckets: string;
  /** MiniStack's scratch files, such as unpacked Lambda bundles. */
  scratch: string;
  mail: string;
  /** The synthesised CDK app. */
  assembly: string;
  logs: string;
}

export function stateDirectory(root: string): StateDirectory {
  return {
    root,
    outputs: join(root, 'outputs.json'),
    claim: join(root, 'claim.json'),
    deployment: join(root, 'deployment.json'),
    adminKey: join(root, 'admin-key'),
    aws: join(root, 'aws'),
    buckets: join(root, 'buckets'),
    scratch: join(root, 'scratch'),
    mail: join(root, 'mail'),
    assembly: join(root, 'cdk.out'),
    logs: join(root, 'logs'),
  };
}

/** Makes the folders that must be there before anything starts. */
export async function makeFolders(directory: StateDirectory): Promise<void> {
  for (const folder of [
    directory.aws,
    directory.buckets,
    directory.scratch,
    directory.mail,
    directory.logs,
  ]) {
    await mkdir(folder, { recursive: true });
  }
  // As on Lambda, a .js file there is CommonJS; without this the project's own package.json would decide.
  await writeFile(join(directory.scratch, 'package.json'), '{"type":"commonjs"}');
}

/** Forgets everything that a run stored: resources, data, mail, the admin key. Logs stay. */
export async function forget(directory: StateDirectory): Promise<void> {
  const { deployment, outputs, adminKey, aws, buckets, scratch, mail } = directory;
  // The record of the deployment goes first: what is left half removed is then taken for nothing at all.
  for (const path of [deployment, outputs, adminKey, aws, buckets, scratch, mail]) {
    await rm(path, { recursive: true, force: true });
  }
}
