import type { Log } from '#operations/ports.ts';
import { log } from './log.ts';

/** The operations' log: lines of JSON in the function's log group. */
export const operatorLog: Log = {
  info: (message, facts) => log('INFO', message, facts),
  error: (message, facts) => log('ERROR', message, facts),
};
