import { recall, remember } from '$lib/staff/device';
import { type Row, waiting } from './tables';

export const STATES = ['any', 'free', 'booked', 'taken', 'waiting'] as const;
export type State = (typeof STATES)[number];
export const VIEWS = ['todo', 'tables'] as const;
export type View = (typeof VIEWS)[number];

/** What a waiter wants to see on this device. */
export interface Filters {
  /** Only my own tables. */
  mine: boolean;
  /** Only this section; null for all. */
  section: string | null;
  state: State;
}

export const ALL: Filters = { mine: false, section: null, state: 'any' };

export function isNarrowed({ mine, section, state }: Filters): boolean {
  return mine || section !== null || state !== 'any';
}

/** Whether a table is one of those that this waiter looks after. */
export function isInArea(row: Row, { mine, section }: Filters, me: string): boolean {
  return (!mine || row.table.session?.waiter_id === me) && (section === null || row.section === section);
}

export function fits(row: Row, filters: Filters, me: string): boolean {
  return isInArea(row, filters, me) && inState(row, filters.state);
}

function inState(row: Row, state: State): boolean {
  const { table } = row;
  switch (state) {
    case 'any':
      return true;
    case 'taken':
      return table.session !== undefined;
    case 'waiting':
      return waiting(row) > 0 || table.status === 'cleaning';
    default:
      return table.status === state;
  }
}

interface Kept {
  filters: Filters;
  view: View;
}

/** What was chosen on this device; anything that is not a choice of today counts as none. */
export function recallChoice(branch: string): Kept {
  const kept = recall<Partial<Filters & { view: View }>>(`floor.filters.${branch}`);
  const oneOf = <T extends string>(all: readonly T[], value: unknown, otherwise: T): T =>
    all.find((one) => one === value) ?? otherwise;
  return {
    filters: {
      mine: kept?.mine === true,
      section: typeof kept?.section === 'string' ? kept.section : null,
      state: oneOf(STATES, kept?.state, 'any'),
    },
    view: oneOf(VIEWS, kept?.view, 'tables'),
  };
}

export function rememberChoice(branch: string, { filters, view }: Kept): void {
  remember(`floor.filters.${branch}`, { ...filters, view });
}
