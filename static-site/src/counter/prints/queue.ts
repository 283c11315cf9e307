import type { PrintJob, PrintQueue, Printer } from '$api/types';
import { prints as text } from '$lib/text/prints';

/** The printer that every branch has without setting one up: this browser. */
export const PAGE = 'page';

/** Shown of what is done. */
const DONE = 20;

export type Group = 'hand' | 'line' | 'done';

/** A job as it is shown. */
export interface Row {
  job: PrintJob;
  what: string;
  /** Its printer; none is this browser, or one that was removed. */
  printer: Printer | undefined;
  /** Whether somebody prints it from a page. */
  here: boolean;
  group: Group;
  hint: string | null;
}

export function whatOf({ content }: PrintJob): string {
  switch (content.is) {
    case 'kitchen_copy':
      return text.what.kitchen_copy(content.number);
    case 'cancel_slip':
      return text.what.cancel_slip(content.number);
    case 'bill':
      return text.what.bill(content.number);
    case 'day_report':
      return text.what.day_report(content.day);
    case 'test':
      return text.what.test;
  }
}

/** Whether a printer prints what it is given now. */
function prints(printer: Printer | undefined): boolean {
  if (!printer?.is_on) return false;
  const { condition } = printer;
  return !condition || ['ready', 'paper_low', 'unknown'].includes(condition);
}

function hintOf(job: PrintJob, printer: Printer | undefined, here: boolean): string | null {
  if (job.status === 'held') return text.hint.held;
  if (job.status === 'failed') return text.hint.failed(job.trouble ?? null);
  if (job.status === 'unconfirmed') return text.hint.unconfirmed;
  if (job.status !== 'queued') return null;
  if (here) return text.hint.page;
  return prints(printer) ? (job.trouble ?? null) : text.hint.off(printer?.name ?? text.gone);
}

function groupOf(job: PrintJob, printer: Printer | undefined, here: boolean): Group {
  if (['held', 'failed', 'unconfirmed'].includes(job.status)) return 'hand';
  if (job.status === 'queued') return here || !prints(printer) ? 'hand' : 'line';
  return job.status === 'claimed' ? 'line' : 'done';
}

/** Whether somebody prints what is in the queue of this printer from a page. */
export function isHere(printers: readonly Printer[], id: string): boolean {
  const printer = printers.find((one) => one.id === id);
  return printer ? printer.kind === 'browser' : id === PAGE;
}

/** All jobs, the newest first. */
export function rowsOf({ jobs, printers }: PrintQueue): Row[] {
  return jobs.map((job) => {
    const printer = printers.find(({ id }) => id === job.printer_id);
    const here = isHere(printers, job.printer_id);
    return { job, what: whatOf(job), printer, here, group: groupOf(job, printer, here), hint: hintOf(job, printer, here) };
  });
}

export function inGroup(rows: readonly Row[], group: Group): Row[] {
  const found = rows.filter((row) => row.group === group);
  return group === 'done' ? found.slice(0, DONE) : found;
}
