import type { BranchSettings } from '$api/types';
import { seen } from '$lib/typed';

/** The settings that a form holds; what is typed as it is typed. */
export interface Draft {
  name: string;
  time_zone: string;
  /** As a list holds it. */
  closing_hour: string;
  auto_accept: boolean;
  table_list: boolean;
  urgent_minutes: string;
  critical_minutes: string;
}

export type Setting = keyof Draft;

export const SETTINGS: readonly Setting[] = [
  'name',
  'time_zone',
  'closing_hour',
  'auto_accept',
  'table_list',
  'urgent_minutes',
  'critical_minutes',
];

/** What the API takes, in minutes. */
export const LIMITS = { urgent_minutes: [1, 240], critical_minutes: [2, 480] } as const;

export function draftOf(settings: BranchSettings): Draft {
  return {
    name: settings.name,
    time_zone: settings.time_zone,
    closing_hour: String(settings.closing_hour),
    auto_accept: settings.auto_accept,
    table_list: settings.table_list,
    urgent_minutes: String(settings.urgent_minutes),
    critical_minutes: String(settings.critical_minutes),
  };
}

/** The settings that the draft would change. */
export function touched(base: BranchSettings, draft: Draft): Setting[] {
  const was = draftOf(base);
  const now = {
    ...draft,
    name: seen(draft.name),
    urgent_minutes: draft.urgent_minutes.trim(),
    critical_minutes: draft.critical_minutes.trim(),
  };
  return SETTINGS.filter((name) => was[name] !== now[name]);
}

export type Mistakes = Partial<Record<'urgent_minutes' | 'critical_minutes', 'range' | 'order'>> & { name?: 'missing' };

export function mistakes(draft: Draft): Mistakes {
  const found: Mistakes = {};
  if (!seen(draft.name)) found.name = 'missing';
  for (const name of ['urgent_minutes', 'critical_minutes'] as const) {
    const [least, most] = LIMITS[name];
    const minutes = minutesOf(draft[name]);
    if (minutes === null || minutes < least || minutes > most) found[name] = 'range';
  }
  const [urgent, critical] = [minutesOf(draft.urgent_minutes), minutesOf(draft.critical_minutes)];
  if (!found.critical_minutes && urgent !== null && critical !== null && critical <= urgent) {
    found.critical_minutes = 'order';
  }
  return found;
}

/** What to ask the API for: only what was touched. The draft has no mistakes. */
export function changes(base: BranchSettings, draft: Draft): Partial<Omit<BranchSettings, 'id' | 'brand'>> {
  const wanted = {
    ...draft,
    name: seen(draft.name),
    closing_hour: Number(draft.closing_hour),
    urgent_minutes: Number(draft.urgent_minutes),
    critical_minutes: Number(draft.critical_minutes),
  };
  return Object.fromEntries(touched(base, draft).map((name) => [name, wanted[name]]));
}

/**
 * A draft made on `base` after somebody else saved `fresh`: what was touched here stays, the
 * rest follows. `theirs`: what they changed.
 */
export function rebase(base: BranchSettings, draft: Draft, fresh: BranchSettings): { draft: Draft; theirs: Setting[] } {
  const mine = new Set(touched(base, draft));
  const now = draftOf(fresh);
  const kept = Object.fromEntries(SETTINGS.filter((name) => mine.has(name)).map((name) => [name, draft[name]]));
  return { draft: { ...now, ...kept }, theirs: touched(base, now) };
}

function minutesOf(typed: string): number | null {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null;
}
