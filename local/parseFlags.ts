import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Failure } from './failure.ts';

/**
 * Reads the flags of a command.
 *
 * @param config as Node's `parseArgs` takes it
 * @param usage how the command is called, for whoever has mistyped it
 * @throws Failure for a flag that there is not, or that lacks its value
 */
export function parseFlags<const Config extends ParseArgsConfig>(config: Config, usage: string) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new Failure(`${(error as Error).message.split('. ')[0]}. ${usage}`);
  }
}
