import { ApiError, refusedFields } from '$api/error';
import type { Channel, OpenCheck } from '$api/types';
import { seen } from '$lib/typed';

/** What somebody typed to open a check. */
export interface Draft {
  kind: Channel;
  table: string | null;
  waiter: string;
  name: string;
  phone: string;
  address: string;
  rider: string;
  /** By the clock of this device, as `19:30`; '' for as soon as possible. */
  at: string;
}

export const EMPTY: Omit<Draft, 'kind'> = { table: null, waiter: '', name: '', phone: '', address: '', rider: '', at: '' };

export type FieldName = 'table' | 'waiter' | 'name' | 'phone' | 'address' | 'at';

/** Fewer digits than this nobody can be called at. */
export const FEWEST_DIGITS = 7;

/** What is missing or wrong before anything is sent; the server decides for itself. */
export function mistakesOf(draft: Draft): Set<FieldName> {
  const wrong = new Set<FieldName>();
  if (draft.kind === 'dine_in' && draft.table === null) wrong.add('table');
  if (draft.kind !== 'delivery') return wrong;
  if (seen(draft.name) === '') wrong.add('name');
  if ((draft.phone.match(/\p{Nd}/gu) ?? []).length < FEWEST_DIGITS) wrong.add('phone');
  if (draft.address.trim() === '') wrong.add('address');
  return wrong;
}

/** What is sent: only what the kind has. `now` in epoch milliseconds. */
export function requestOf(draft: Draft, now: number): OpenCheck {
  const { kind } = draft;
  if (kind === 'dine_in') {
    return { kind, table_id: draft.table, ...(draft.waiter ? { waiter_id: draft.waiter } : {}) };
  }
  const name = seen(draft.name);
  const phone = seen(draft.phone);
  const address = kind === 'delivery' ? draft.address.trim() : '';
  const customer = { ...(name ? { name } : {}), ...(phone ? { phone } : {}), ...(address ? { address } : {}) };
  const at = kind === 'pickup' ? pickupAt(draft.at, now) : null;
  return { kind, ...(name || phone || address ? { customer } : {}), ...(at ? { pickup_at: at } : {}) };
}

/** A minute ago is a clock that went on while somebody typed; an hour ago is tomorrow. */
const AGO_MS = 5 * 60_000;

/** When somebody comes who said `19:30`: today, or tomorrow where that is over. Null where no time was said. */
export function pickupAt(time: string, now: number): string | null {
  const match = /^(\d{1,2}):(\d{2})/.exec(time);
  if (!match) return null;
  const at = new Date(now);
  at.setHours(Number(match[1]), Number(match[2]), 0, 0);
  if (at.getTime() < now - AGO_MS) at.setDate(at.getDate() + 1);
  return at.toISOString();
}

/** So many minutes from now, as a field for times has it. */
export function inMinutes(minutes: number, now: number): string {
  const at = new Date(now + minutes * 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

const FIELDS: Partial<Record<string, FieldName>> = {
  table_id: 'table',
  waiter_id: 'waiter',
  pickup_at: 'at',
  'customer.name': 'name',
  'customer.phone': 'phone',
  'customer.address': 'address',
};

/** The fields that the server refused. */
export function refusedBy(error: unknown): Set<FieldName> {
  if (error instanceof ApiError && error.code === 'table_not_free') return new Set(['table']);
  return new Set(refusedFields(error).flatMap((field) => FIELDS[field] ?? []));
}
