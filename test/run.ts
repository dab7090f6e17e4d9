import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';

/** Where the runners leave their reports; not kept in git. */
const REPORTS = 'test-artefacts';

interface Stage {
  name: string;
  command: string;
  arguments: string[];
  /** The report of a stage that counts its own tests. */
  report?: string;
}

interface Result {
  name: string;
  passed: number;
  failed: number;
  skipped: string[];
  seconds: number;
}

const vitest = (project: string): Stage => {
  const report = `${REPORTS}/${project}.json`;
  return {
    name: project,
    command: 'vitest',
    arguments: [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    report,
  };
};

const stages: Stage[] = [
  { name: 'lint', command: 'biome', arguments: ['check', '.'] },
  { name: 'types', command: 'tsc', arguments: ['-p', '.'] },
  { name: 'unused code', command: 'knip', arguments: [] },
  vitest('unit'),
  vitest('infrastructure'),
  vitest('integration'),
];

/** Runs one command in the foreground. */
function run(stage: Stage): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(stage.command, stage.arguments, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** A stage that counts nothing itself counts as one test. A runner that fails without a failed test counts too. */
function count(stage: Stage, code: number): Omit<Result, 'name' | 'seconds'> {
  const simple = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  if (!stage.report) return simple;
  try {
    const report: VitestReport = JSON.parse(readFileSync(stage.report, 'utf8'));
    const skipped = report.testResults
      .flatMap((file) => file.assertionResults)
      .filter((test) => test.status === 'skipped' || test.status === 'pending')
      .map((test) => test.fullName);
    const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1);
    return { passed: report.numPassedTests, failed, skipped };
  } catch {
    return simple;
  }
}

mkdirSync(REPORTS, { recursive: true });
const results: Result[] = [];
for (const stage of stages) {
  console.log(`\n── ${stage.name} ──`);
  const start = performance.now();
  const code = await run(stage);
  results.push({ name: stage.name, ...count(stage, code), seconds: (performance.now() - start) / 1000 });
}

console.log('\n── summary ──');
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s`,
  );
}
const skipped = results.flatMap((result) => result.skipped);
if (skipped.length > 0)
  console.log(`\nSkipped on this machine:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
