import { createHash } from 'node:crypto';
import { relative } from 'node:path';

/** Whose each class is, so that no two components share one. */
const owners = new Map<string, string>();

/**
 * The class that scopes a component's styles, from where it lies below `root` and not from what is
 * in it: it stays from release to release. It is short, as it stands at each element that is drawn.
 */
export function scopeOf(file: string): string {
  const name = `s-${BigInt(`0x${createHash('sha256').update(file).digest('hex').slice(0, 12)}`).toString(36).slice(-4)}`;
  const owner = owners.get(name) ?? file;
  if (owner !== file) throw new Error(`${owner} and ${file} have the same class, ${name}: rename one of them`);
  owners.set(name, file);
  return name;
}

/** A file as `scopeOf` names it. */
export const below = (root: string, file: string): string => relative(root, file).replaceAll('\\', '/');
