import { seen } from './typed';

/** As `seen`, of a text of several lines: each says something. */
export const seenLines = (typed: string): string => typed.split('\n').map(seen).filter(Boolean).join('\n');
