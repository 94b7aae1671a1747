import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, usePlace } from '../run/command-line';
import { image } from '../run/images';
import { useTempFolder } from '../support/temp-folder';

const WATCH = join(process.cwd(), 'test', 'security', 'watch-threads.cjs');

/** What the watch noted while a script ran, by line. */
function watch(folder: string, args: readonly string[]): { status: number | null; notes: readonly string[] } {
  const log = join(folder, 'watch.log');
  writeFileSync(log, '');
  const { status } = spawnSync(process.execPath, ['--require', WATCH, ...args], {
    env: { ...process.env, DICOMANON_WATCH: log },
    encoding: 'utf8',
  });
  return { status, notes: readFileSync(log, 'utf8').trim().split('\n') };
}

describe('the network', () => {
  const place = usePlace();
  const folder = useTempFolder();

  it('is not touched by a whole run, in any of its threads, and no program is started', () => {
    const { put, args, workbook } = place();
    put({ 'a/1.dcm': image(), 'b/2.dcm': image({ instance: '2', patientId: 'MRN-2' }), 'notes.txt': 'x' });
    for (const more of [['--dry-run'], ['--report', `${workbook}.md`], []]) {
      const { status, notes } = watch(folder(), [CLI, ...args(...more, '--workers', '2')]);
      assert.equal(status, 0);
      const others = notes.filter((line) => !/^thread \d+$/.test(line));
      assert.deepEqual(others, []);
      assert.ok(
        new Set(notes).size >= 3,
        `the watch sat in the main thread and the workers: ${notes.join(', ')}`,
      );
    }
  });

  it('would be seen if it were, in the main thread and in workers', () => {
    const attempts = [
      `require('node:net').connect(9)`,
      `new (require('node:net').Socket)().connect(9)`,
      `require('node:https').get('https://example.org')`,
      `require('node:dgram').createSocket('udp4')`,
      `require('node:dns').lookup('example.org', () => {})`,
      `fetch('https://example.org')`,
      `require('node:child_process').spawnSync('true')`,
      `import('node:http').then(({ request }) => request('http://example.org'))`,
    ];
    for (const code of attempts) {
      for (const thread of [
        code,
        `new (require('node:worker_threads').Worker)(${JSON.stringify(code)}, { eval: true })`,
      ]) {
        const { status, notes } = watch(folder(), ['-e', thread]);
        assert.notEqual(status, 0, thread);
        assert.ok(
          notes.some((line) => !line.startsWith('thread')),
          thread,
        );
      }
    }
  });
});
