import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const site = resolve(import.meta.dirname, '../../../static-site');

/** The pages' own development server, on a port of its choice: only it has the page of parts. */
export async function workshop(): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', '--port', '0', '--host', '127.0.0.1'], {
    cwd: site,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', VITEST: '' },
  });
  process.once('exit', () => child.kill());
  const ended = once(child, 'exit');
  let said = '';
  for await (const piece of child.stdout) {
    said += String(piece);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    if (!url) continue;
    child.stdout.resume();
    return { url, stop: async () => void (child.kill(), await ended) };
  }
  throw new Error(`the development server did not start:\n${said}`);
}
