import type { Role } from '$api/types';

/** A page for staff, by its path. */
export type StaffPage = '/owner' | '/counter' | '/floor' | '/kitchen' | '/menu' | '/team' | '/admin' | '/rider';

/** What each role works with, first what it starts with. */
const PAGES: Record<Role, readonly StaffPage[]> = {
  owner: ['/owner', '/counter', '/floor', '/kitchen', '/menu', '/team', '/admin'],
  manager: ['/owner', '/counter', '/floor', '/kitchen', '/menu', '/team', '/admin'],
  cashier: ['/counter', '/floor', '/kitchen'],
  waiter: ['/floor', '/counter', '/kitchen'],
  cook: ['/kitchen'],
  rider: ['/rider'],
};

/** The pages of a role. The server decides for itself; this only spares people dead ends. */
export function pagesOf(role: Role): readonly StaffPage[] {
  return PAGES[role];
}

/** Where a role goes after signing in; null when no page is meant for it. */
export function startPage(role: Role): StaffPage | null {
  return PAGES[role][0] ?? null;
}

/** Where to go after signing in: to `next`, unless that is a page for others. */
export function destination(role: Role, next: string | null): string | null {
  if (next === null) return startPage(role);
  const page = next.split(/[?#]/, 1)[0] ?? '';
  const forOthers = page in PAGE_NAMES && !PAGES[role].includes(page as StaffPage);
  return forOthers ? startPage(role) : next;
}

const PAGE_NAMES: Record<StaffPage, true> = {
  '/owner': true,
  '/counter': true,
  '/floor': true,
  '/kitchen': true,
  '/menu': true,
  '/team': true,
  '/admin': true,
  '/rider': true,
};
