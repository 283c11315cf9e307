import type { Money } from '$api/types';

/** A figure with its name. */
export interface MoneyLine {
  name: string;
  value: Money;
  /** What else belongs to it. */
  more?: string | undefined;
  /** A sum of those above it. */
  sum?: boolean;
  /** What is looked for first. */
  strong?: boolean;
  /** Taken off. */
  minus?: boolean;
  /** A part of the figure above it. */
  part?: boolean;
}
