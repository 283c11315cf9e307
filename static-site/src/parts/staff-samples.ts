import { createApi } from '$api/client';
import type { Staff } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';
import { sessionWith } from '$lib/staff/testing';

export const cook: Staff = { id: 's1', name: 'Ravi', role: 'cook', brand: 'parts', branches: ['parts'] };
export const manager: Staff = { id: 's2', name: 'Meera', role: 'manager', brand: 'parts', branches: ['parts'] };

const cut = { fetch: () => Promise.reject(new TypeError('cut')), wait: () => Promise.resolve(), random: () => 0 };

/** A session without a network: what is tapped waits for it. */
export function offline(): StaffSession {
  return Object.assign(sessionWith().session, { api: createApi(undefined, cut) });
}
