import type { Outputs } from './outputs.ts';

/** What a detached stack tells the `npm start` that waits for it. */
export type Report = { line: string } | { ready: Outputs } | { failed: string };
