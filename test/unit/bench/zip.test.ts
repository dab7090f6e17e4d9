import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../../bench/emptyChain/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-zip-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('zipOf', () => {
  it('makes an archive that Python, which the local AWS runs on, unpacks', () => {
    const archive = join(folder, 'code.zip');
    writeFileSync(archive, zipOf('index.mjs', Buffer.from('export const a = "ä";')));
    execFileSync('python3', ['-m', 'zipfile', '-e', archive, folder]);
    expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).toBe('export const a = "ä";');
  });
});
