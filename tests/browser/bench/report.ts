import { writeFileSync } from 'node:fs';

interface Figure {
  name: string;
  target: string | null;
  measured: string;
  met: boolean | null;
}

interface Table {
  title: string;
  columns: string[];
  rows: string[][];
}

/** A section of docs/benchmarks.md, in the form of bench/src/report.rs. */
export class Section {
  readonly text: string[] = [];
  readonly figures: Figure[] = [];
  readonly tables: Table[] = [];

  constructor(readonly title: string) {}

  /** A value without a target. */
  reported(name: string, measured: string): void {
    this.figures.push({ name, target: null, measured, met: null });
  }

  /** A value that has to meet a target. */
  held(name: string, target: string, measured: string, met: boolean): void {
    this.figures.push({ name, target, measured, met });
  }

  table(title: string, columns: string[], rows: string[][]): void {
    this.tables.push({ title, columns, rows });
  }

  write(file: string): void {
    writeFileSync(file, `${JSON.stringify(this, null, 2)}\n`);
  }
}

/** The value that `share` of all values do not exceed; 0.5 is the median. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

export const count = (value: number) => new Intl.NumberFormat('en').format(Math.round(value));
export const ms = (value: number) => `${count(value)} ms`;
export const bytes = (value: number) => `${count(value)} B`;
