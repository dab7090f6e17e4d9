/** `npm stop`: ends the local stack of this project, however it was started. */
import { explain } from './failure.ts';
import { DEFAULT_STATE_DIR, stopStack } from './ownership.ts';

try {
  const stopped = await stopStack(DEFAULT_STATE_DIR);
  console.log(
    stopped ? 'Muster has ended. Its data is kept for the next npm start.' : 'Muster was not running.',
  );
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
