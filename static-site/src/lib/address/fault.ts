import { address } from '$lib/text/address';
import type { NoOrigin } from './origin';

/** What is wrong with an address, in words; nothing when it is one. */
export function said(origin: string | NoOrigin): string | undefined {
  if (typeof origin === 'string') return undefined;
  const { field } = address;
  return origin.why === 'longer' ? field.longer(origin.origin) : field[origin.why];
}
