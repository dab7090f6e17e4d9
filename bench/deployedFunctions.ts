import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Metadata: z.record(z.string(), z.unknown()).optional() }),
  ),
});

/** A Lambda function of the app. */
export interface DeployedFunction {
  /** The id of its construct, for example `ApiIncidents`. */
  id: string;
  /** Its name on AWS. */
  name: string;
  /** Its bundle, as it was synthesised for this deployment. */
  bundle: string;
}

const STACK = 'Muster';

/**
 * The app's Lambda functions.
 *
 * @param assembly the folder into which the app was synthesised
 */
export async function deployedFunctions(
  assembly: string,
  cloudFormation: CloudFormationClient,
): Promise<DeployedFunction[]> {
  const text = await readFile(join(assembly, `${STACK}.template.json`), 'utf8');
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: STACK }),
  );
  const names = new Map(
    StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
  return Object.entries(template.parse(JSON.parse(text)).Resources).flatMap(([logicalId, resource]) => {
    const path = String(resource.Metadata?.['aws:cdk:path'] ?? '');
    const id = /^[^/]+\/([^/]+)\/Function\/Resource$/.exec(path)?.[1];
    if (resource.Type !== 'AWS::Lambda::Function' || !id) return [];
    const asset = String(resource.Metadata?.['aws:asset:path']);
    return [{ id, name: names.get(logicalId) ?? '', bundle: join(assembly, asset, 'index.mjs') }];
  });
}
