import { once } from 'node:events';
import { explain, Failure } from './failure.ts';
import { createProgress } from './progress.ts';
import type { Report } from './report.ts';
import { startStack } from './stack.ts';
import type { StartArguments } from './startArguments.ts';
import { summary } from './summary.ts';

/**
 * Runs a stack in this process until a signal asks for its end. A process that waits for it (detach.ts) is told
 * how it goes; otherwise the terminal is.
 *
 * @throws Failure when the stack does not start, or the local AWS ends by itself
 */
export async function runStack(args: StartArguments, stateDir: string): Promise<void> {
  const endAsked = new AbortController();
  const end = () => endAsked.abort(new Failure('Stopped before it was ready.'));
  process.once('SIGINT', end).once('SIGTERM', end).once('SIGHUP', end);
  // Whoever waited for this stack to be ready has gone.
  process.once('disconnect', end);
  try {
    const stack = await startStack({
      port: args.port,
      demo: args.demo,
      fresh: args.fresh,
      stateDir,
      progress: createProgress(
        (line) => report({ line }),
        () => performance.now(),
      ),
      signal: endAsked.signal,
    });
    process.off('disconnect', end);
    report({ ready: stack.outputs });
    await Promise.race([stack.ended, ...(endAsked.signal.aborted ? [] : [once(endAsked.signal, 'abort')])]);
    const crashed = !endAsked.signal.aborted;
    if (!crashed) console.log('\nStopping …');
    await stack.stop();
    if (crashed) {
      throw new Failure(
        'The local AWS has ended by itself. Start again: npm start brings back the data it had saved. ' +
          `Its log is in ${stateDir}/logs/ministack.log.`,
      );
    }
  } catch (error) {
    report({ failed: explain(error) });
    throw error;
  } finally {
    // A listener for it would keep this process alive as long as the channel is open.
    process.off('disconnect', end);
  }
}

function report(news: Report): void {
  if (process.connected) process.send?.(news);
  if ('line' in news) console.log(news.line);
  // The summary holds the admin key, which has no place in the log of a detached stack.
  if ('ready' in news && !process.connected) console.log(summary(news.ready));
}
