import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Proxy } from './proxy';

/** What the stack writes once it serves. */
export interface Ready {
  url: string;
  branch: string;
  staff: { login: string; password: string; role: string }[];
  tables: { id: string; name: string; code: string }[];
  /** Of a stack that nobody has set up. */
  set_up_code?: string;
  /** The restaurant of another owner, of a stack with two. */
  second?: { branch: string; staff: Ready['staff']; tables: Ready['tables'] };
}

export type Table = Ready['tables'][number];

const root = fileURLToPath(new URL('../../../', import.meta.url));
const binaries = resolve(root, process.env['SALVER_BIN_DIR'] ?? 'target/debug');
/** The site that was built. */
export const builtSite = resolve(root, process.env['SALVER_SITE_DIR'] ?? 'static-site/dist');

/** The real stack in a data folder of its own, and a proxy in front of it. */
export class Stack {
  #nextTable = 0;

  private constructor(
    readonly ready: Ready,
    readonly proxy: Proxy,
    readonly child: ChildProcess,
    readonly folder: string,
  ) {}

  get url(): string {
    return this.ready.url;
  }

  /** One that nobody has set up. */
  static startEmpty(): Promise<Stack> {
    return Stack.start(builtSite, ['--no-demo']);
  }

  /** The demo, and beside it the restaurant of another owner. */
  static startTwo(): Promise<Stack> {
    return Stack.start(builtSite, ['--second-brand']);
  }

  /** Pictures show a restaurant with days behind it; tests count only what they do, unless they say otherwise. */
  static async start(site = builtSite, more: readonly string[] = [], pastDays = process.env['SALVER_PAST_DAYS'] ?? '0'): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), 'salver-browser-'));
    const proxy = await Proxy.listen();
    const readyFile = join(folder, 'ready.json');
    const log = openSync(join(folder, 'log'), 'w');
    const child = spawn(
      join(binaries, 'salver-local'),
      [
        ...['--port', '0', '--data-dir', join(folder, 'data'), '--site-dir', site],
        // Pages that come through the proxy have its origin.
        ...['--ready-file', readyFile, '--origin', proxy.url],
        ...['--past-days', pastDays],
        ...more,
      ],
      { cwd: root, stdio: ['ignore', log, log] },
    );
    // The stack's own children die with it.
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    const ready = await readWhenWritten(readyFile, child, () => readFileSync(join(folder, 'log'), 'utf8'));
    proxy.forwardTo(ready.url);
    return new Stack(ready, proxy, child, folder);
  }

  /** A table that no other test of this file has. */
  freeTable(): Table {
    const table = this.ready.tables[this.#nextTable];
    this.#nextTable += 1;
    if (!table) throw new Error('the demo restaurant has no more tables');
    return table;
  }

  staff(role: string): Ready['staff'][number] {
    const found = this.ready.staff.find((one) => one.role === role);
    if (!found) throw new Error(`the demo restaurant has no ${role}`);
    return found;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(patience);
    await this.proxy.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function readWhenWritten(file: string, child: ChildProcess, log: () => string): Promise<Ready> {
  let failure: Error | undefined;
  child.once('error', (error) => (failure = error));
  for (let tries = 0; tries < 600; tries += 1) {
    if (failure) throw failure;
    if (child.exitCode !== null) throw new Error(`salver-local ended with ${child.exitCode}:\n${log()}`);
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Ready;
    } catch {
      await sleep(100);
    }
  }
  child.kill('SIGKILL');
  throw new Error(`salver-local was not ready in time:\n${log()}`);
}
