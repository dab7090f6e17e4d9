import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { preparePython } from '#local/python.ts';

const PROJECT_ROOT = dirname(dirname(import.meta.dirname));
const REQUIREMENTS = ['requirements.txt', 'requirements-test.txt'];

/**
 * The project's Python environment with what tests bring against Muster from outside: icalendar,
 * microburst, pagerduty, schemathesis. Installs them where they are missing.
 *
 * @returns the folder that holds `python` and the programs of the packages
 * @throws Failure when they can not be installed
 */
export async function testPrograms(): Promise<string> {
  const logs = join(PROJECT_ROOT, 'test-artefacts');
  mkdirSync(logs, { recursive: true });
  const files = REQUIREMENTS.map((name) => join(PROJECT_ROOT, 'local', 'ministack', name));
  const python = await preparePython(PROJECT_ROOT, files, {
    cwd: PROJECT_ROOT,
    env: process.env,
    log: join(logs, 'python.log'),
    signal: new AbortController().signal,
  });
  return dirname(python);
}
