import { type Api, connectApi } from '#local/api.ts';
import type { Outputs } from '#local/outputs.ts';
import { type Aws, connectAws } from './aws.ts';
import { type DeployedFunction, deployedFunctions } from './deployedFunctions.ts';

/** What budgets are measured on: a local stack of their own. */
export interface Bench {
  stack: Outputs;
  aws: Aws;
  api: Api;
  functions: DeployedFunction[];
}

/** @param assembly the folder into which the stack's app was synthesised */
export async function connectBench(stack: Outputs, assembly: string): Promise<Bench> {
  const aws = connectAws(stack);
  return {
    stack,
    aws,
    api: connectApi(stack.apiUrl, stack.adminKey),
    functions: await deployedFunctions(assembly, aws.cloudFormation),
  };
}
