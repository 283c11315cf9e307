import { readdirSync, readFileSync } from 'node:fs';
import type { Stack } from './stack';

/** What a stack's functions are told by their environment; whoever can read this is inside. */
export function environmentOf(stack: Stack): Map<string, string> {
  const variables = new Map<string, string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (parentOf(pid) !== stack.child.pid) continue;
    for (const pair of readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')) {
      const [name, ...value] = pair.split('=');
      if (name) variables.set(name, value.join('='));
    }
  }
  if (variables.size === 0) throw new Error('the stack runs no function');
  return variables;
}

/** The process that started it; a process may end while one looks. */
function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return -1;
  }
}
