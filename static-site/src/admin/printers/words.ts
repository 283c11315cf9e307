import type { Station, Printer, PrinterWish } from '$api/types';
import { printers as text } from '$lib/text/printers';
import { clockTime } from '$lib/time';

export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** How a printer is, in a word or two. */
export function stateOf(printer: Printer): { tone: Tone; words: string } {
  const { state } = text;
  if (printer.kind === 'browser') return { tone: 'plain', words: state.browser };
  if (!printer.has_secret) return { tone: 'warn', words: state.unlinked };
  if (!printer.heard_at) return { tone: 'warn', words: state.never };
  if (!printer.is_on) return { tone: 'bad', words: state.silent(clockTime(printer.heard_at)) };
  const condition = printer.condition ?? 'unknown';
  const tones: Partial<Record<typeof condition, Tone>> = { ready: 'good', unknown: 'good', paper_low: 'warn' };
  return { tone: tones[condition] ?? 'bad', words: state.condition[condition] };
}

/** What a printer prints, in a line. */
export function printsWords(printer: Printer, stations: readonly Station[]): string {
  const names = printer.stations.map((id) => stations.find((station) => station.id === id)?.name ?? id);
  const kitchen = names.length > 0 ? text.what.stations(names) : text.what.kitchen;
  const what = [...(printer.prints_kitchen ? [kitchen] : []), ...(printer.prints_bills ? [text.what.bills] : [])];
  return what.length > 0 ? text.prints(what) : text.printsNothing;
}

/** What is filled in of a printer. */
export interface PrinterDraft {
  name: string;
  kind: Printer['kind'];
  columns: string;
  letters: Printer['letters'];
  kitchen: boolean;
  stations: string[];
  guests: boolean;
  bills: boolean;
  fallback: string;
}

export const newDraft = (isFirst: boolean): PrinterDraft => ({
  name: '',
  kind: 'star_cloudprnt',
  columns: '48',
  letters: 'ascii',
  kitchen: true,
  stations: [],
  guests: true,
  // A house with one printer has it print everything.
  bills: isFirst,
  fallback: '',
});

export const draftOf = (printer: Printer): PrinterDraft => ({
  name: printer.name,
  kind: printer.kind,
  columns: String(printer.columns),
  letters: printer.letters,
  kitchen: printer.prints_kitchen,
  stations: [...printer.stations],
  guests: printer.prints_orders,
  bills: printer.prints_bills,
  fallback: printer.fallback ?? '',
});

export const wishOf = (draft: PrinterDraft): PrinterWish => ({
  name: draft.name,
  kind: draft.kind,
  columns: Number(draft.columns),
  letters: draft.letters,
  stations: draft.kitchen ? draft.stations : [],
  prints_kitchen: draft.kitchen,
  prints_orders: draft.kitchen && draft.guests,
  prints_bills: draft.bills,
  ...(draft.fallback === '' ? {} : { fallback: draft.fallback }),
});

/** Whether both say the same of a printer, whatever was heard of it. */
export function sameSetUp(one: Printer | undefined, other: Printer | undefined): boolean {
  const said = (printer: Printer | undefined) => JSON.stringify(printer && wishOf(draftOf(printer)));
  return said(one) === said(other);
}
