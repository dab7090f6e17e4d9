import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { localAwsEnvironment } from '#local/awsAccess.ts';
import { eventually } from './eventually.ts';

/** A rule of microburst: which calls it is about, and what happens to them. */
export interface FaultRule {
  /** As microburst names it; `*` for all. */
  service: string;
  operation?: string;
  /** Of the calls that no rule before took. */
  probability?: number;
  error?: { code: string; status?: number };
  response?: { abort_bytes: number };
  /** Milliseconds. */
  latency?: number;
}

/** A proxy in front of AWS that breaks calls as it is told. */
export interface Microburst {
  url: string;
  /** Replaces the rules. */
  follow(rules: FaultRule[]): Promise<void>;
  /** How many calls rules have been applied to since the start, by `service operation`. */
  applied(): Promise<Map<string, number>>;
  stop(): Promise<void>;
}

/**
 * Starts microburst on 127.0.0.1, without rules.
 *
 * @param programs the folder that holds it
 * @param port where it listens
 * @param upstream the AWS to which it passes calls on; need not run yet
 */
export async function startMicroburst(programs: string, port: number, upstream: string): Promise<Microburst> {
  // A signature covers the host that was called, so the proxy has to sign anew; that it does as the root user.
  const child = spawn(
    join(programs, 'microburst'),
    ['--port', String(port), '--upstream', upstream, '--resign'],
    { stdio: 'ignore', env: localAwsEnvironment(process.env, upstream) },
  );
  const ended = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const control = `${url}/_microburst`;
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  try {
    await eventually(async () => (await fetch(`${control}/health`)).ok);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    async follow(rules) {
      const answer = await fetch(`${control}/rules`, { method: 'POST', body: JSON.stringify(rules) });
      if (!answer.ok) throw new Error(`microburst refused the rules: ${await answer.text()}`);
    },
    async applied() {
      const metrics = await (await fetch(`${control}/metrics`)).text();
      const counts = new Map<string, number>();
      for (const [, service, operation, count] of metrics.matchAll(APPLIED)) {
        const call = `${service} ${operation}`;
        counts.set(call, (counts.get(call) ?? 0) + Number(count));
      }
      return counts;
    },
    stop,
  };
}

const APPLIED = /^microburst_faults_total\{service="(.*?)",operation="(.*?)",action=".*?"\} (\d+)$/gm;
