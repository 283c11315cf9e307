import type { BranchSettings, MessageVia } from '$api/types';
import { hourOf, hourText } from '$lib/hour';
import { seen } from '$lib/typed';
import { seenLines } from '$lib/typed-lines';

/** The settings that a form holds; what is typed as it is typed. */
export interface Draft {
  name: string;
  address: string;
  upi_id: string;
  time_zone: string;
  closing_hour: string;
  auto_accept: boolean;
  table_list: boolean;
  urgent_minutes: string;
  critical_minutes: string;
  pin_length: string;
  orders_per_session: string;
  orders_per_window: string;
  lines_per_order: string;
  lines_per_session: string;
  legal_name: string;
  invoice_prefix: string;
  invoice_footer: string;
  calling_code: string;
  message_via: MessageVia;
  message_order_confirmed: boolean;
  message_out_for_delivery: boolean;
  message_bill: boolean;
  /** As a list holds it. */
  smallest_coin: string;
}

export type Setting = keyof Draft;

/** The whole numbers among them, with what the API takes. */
export const LIMITS = {
  urgent_minutes: [1, 240],
  critical_minutes: [2, 480],
  pin_length: [4, 6],
  orders_per_session: [1, 300],
  orders_per_window: [1, 60],
  lines_per_order: [1, 60],
  lines_per_session: [1, 1000],
} as const;

export type Numeral = keyof typeof LIMITS;

const NUMERALS = Object.keys(LIMITS) as Numeral[];

/** When an order is late. */
export const AGES = ['urgent_minutes', 'critical_minutes'] as const satisfies Numeral[];

/** How much one party may order. */
export const CAPS = ['orders_per_session', 'orders_per_window', 'lines_per_order', 'lines_per_session'] as const satisfies Numeral[];

/** What stands on invoices, beside the numbers of the taxes. */
export const INVOICE = ['legal_name', 'invoice_prefix', 'invoice_footer', 'calling_code'] as const satisfies Setting[];
export type InvoiceField = (typeof INVOICE)[number];

/** What customers are told at their telephones. */
export const TOLD = ['message_order_confirmed', 'message_out_for_delivery', 'message_bill'] as const satisfies Setting[];
/** What the smallest coin may be, in minor units. */
export const COINS = [1, 5, 10, 25, 50, 100, 500, 1000, 5000, 10000] as const;
export const VIAS = ['by_hand', 'sms', 'whatsapp'] as const satisfies MessageVia[];

export const SETTINGS: readonly Setting[] = ['name', 'address', 'upi_id', 'time_zone', 'closing_hour', 'auto_accept', 'table_list', ...NUMERALS, ...INVOICE, 'message_via', ...TOLD, 'smallest_coin'];

/** As the API keeps what is typed. */
const keptOf = (draft: Draft): Record<InvoiceField, string> => ({
  legal_name: seen(draft.legal_name),
  invoice_prefix: draft.invoice_prefix.trim().toUpperCase(),
  invoice_footer: seenLines(draft.invoice_footer),
  calling_code: draft.calling_code.trim().replace(/^\+/, ''),
});

/** Something of each of the numbers. */
function numbers<T>(make: (name: Numeral) => T): Record<Numeral, T> {
  return Object.fromEntries(NUMERALS.map((name) => [name, make(name)])) as Record<Numeral, T>;
}

export function draftOf(settings: BranchSettings): Draft {
  return {
    name: settings.name,
    address: settings.address,
    upi_id: settings.upi_id,
    time_zone: settings.time_zone,
    closing_hour: hourText(settings.closing_hour),
    auto_accept: settings.auto_accept,
    table_list: settings.table_list,
    ...numbers((name) => String(settings[name])),
    legal_name: settings.legal_name,
    invoice_prefix: settings.invoice_prefix,
    invoice_footer: settings.invoice_footer,
    calling_code: settings.calling_code,
    message_via: settings.message_via,
    message_order_confirmed: settings.message_order_confirmed,
    message_out_for_delivery: settings.message_out_for_delivery,
    message_bill: settings.message_bill,
    smallest_coin: String(settings.smallest_coin),
  };
}

/** The settings that the draft would change. */
export function touched(base: BranchSettings, draft: Draft): Setting[] {
  const [was, hour] = [draftOf(base), hourOf(draft.closing_hour)];
  const now = {
    ...draft,
    name: seen(draft.name),
    address: seenLines(draft.address),
    upi_id: seen(draft.upi_id),
    closing_hour: hour === null ? draft.closing_hour : hourText(hour),
    ...numbers((name) => draft[name].trim()),
    ...keptOf(draft),
  };
  return SETTINGS.filter((name) => was[name] !== now[name]);
}

export type Mistakes = Partial<Record<Numeral, 'range' | 'order'>> & { name?: 'missing'; closing_hour?: 'hour' };

export function mistakes(draft: Draft): Mistakes {
  const found: Mistakes = {};
  if (!seen(draft.name)) found.name = 'missing';
  if (hourOf(draft.closing_hour) === null) found.closing_hour = 'hour';
  for (const name of NUMERALS) {
    const [least, most] = LIMITS[name];
    const number = numberOf(draft[name]);
    if (number === null || number < least || number > most) found[name] = 'range';
  }
  const [urgent, critical] = [numberOf(draft.urgent_minutes), numberOf(draft.critical_minutes)];
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
    address: seenLines(draft.address),
    upi_id: seen(draft.upi_id),
    closing_hour: hourOf(draft.closing_hour) ?? base.closing_hour,
    smallest_coin: Number(draft.smallest_coin),
    ...numbers((name) => Number(draft[name])),
    ...keptOf(draft),
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

function numberOf(typed: string): number | null {
  return /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null;
}
