/** `npm start`: the local stack, in front until Ctrl-C or, with --detach, left running. */
import { startDetached } from './detach.ts';
import { explain } from './failure.ts';
import { DEFAULT_STATE_DIR } from './ownership.ts';
import { runStack } from './runStack.ts';
import { parseStartArguments } from './startArguments.ts';

try {
  const args = parseStartArguments(process.argv.slice(2));
  await (args.detach ? startDetached(args, DEFAULT_STATE_DIR) : runStack(args, DEFAULT_STATE_DIR));
} catch (error) {
  console.error(`\n${explain(error)}`);
  process.exitCode = 1;
}
