import type { Money } from '$api/types';

/** A figure with its name. */
export interface DayLine {
  name: string;
  value: Money;
  /** What else belongs to it. */
  more?: string | undefined;
  /** A sum of those above it. */
  sum?: boolean;
  /** Taken off. */
  minus?: boolean;
}
