import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { eventually } from './eventually.ts';

/** The name that Debian gives the program. */
const PROGRAM = 'prometheus-alertmanager';
/** Below the range from which the system takes ports of its own accord. */
const PORT = 19_093;

/** Whether this machine has an Alertmanager. */
export function hasAlertmanager(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, PROGRAM), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A running Alertmanager. */
export interface Alertmanager {
  /** Sends alerts to it, as Prometheus does. */
  post(alerts: object[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a real Alertmanager on 127.0.0.1, with nothing kept from earlier runs.
 *
 * @param config its configuration; JSON is YAML
 */
export async function startAlertmanager(config: object): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-alertmanager-'));
  const file = join(folder, 'alertmanager.yml');
  await writeFile(file, JSON.stringify(config));
  const url = `http://127.0.0.1:${PORT}`;
  const child = spawn(
    PROGRAM,
    [
      `--config.file=${file}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${PORT}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true });
  };
  try {
    await eventually(async () => (await fetch(`${url}/-/ready`)).ok);
  } catch (error) {
    await stop();
    throw new Error(`Alertmanager does not get ready. Its log:\n${log}`, { cause: error });
  }
  return {
    async post(alerts) {
      const answer = await fetch(`${url}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}: ${await answer.text()}`);
    },
    stop,
  };
}
