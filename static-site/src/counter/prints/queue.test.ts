import { expect, it } from 'vitest';
import type { PrintJob, Printer, PrintStatus } from '$api/types';
import { inGroup, PAGE, rowsOf } from './queue';

const printer = (id: string, more: Partial<Printer> = {}): Printer => ({
  id,
  name: id,
  kind: 'star_cloudprnt',
  columns: 48,
  letters: 'all',
  stations: [],
  prints_orders: false,
  prints_kitchen: true,
  prints_bills: false,
  has_secret: true,
  is_on: true,
  condition: 'ready',
  ...more,
});

const job = (id: string, status: PrintStatus, printer_id = 'hot'): PrintJob => ({
  id,
  printer_id,
  content: { is: 'bill', bill_id: 'b', number: '2026-27/1' },
  status,
  created_at: '2026-11-30T12:00:00Z',
  version: 1,
});

const groupOf = (one: PrintJob, printers: Printer[]) => rowsOf({ jobs: [one], printers, server_time: '2026-11-30T12:00:00Z' })[0]?.group;

it('what nobody has to see to is on its way, and all else needs a hand', () => {
  const on = [printer('hot')];
  expect(groupOf(job('a', 'queued'), on)).toBe('line');
  expect(groupOf(job('a', 'claimed'), on)).toBe('line');
  for (const status of ['held', 'failed', 'unconfirmed'] as const) expect(groupOf(job('a', status), on), status).toBe('hand');
  for (const status of ['printed', 'dismissed'] as const) expect(groupOf(job('a', status), on), status).toBe('done');
});

it('a printer that is off, has no paper or is gone prints nothing, and a browser only by hand', () => {
  const waits = job('a', 'queued');
  expect(groupOf(waits, [printer('hot', { is_on: false })])).toBe('hand');
  expect(groupOf(waits, [printer('hot', { condition: 'no_paper' })])).toBe('hand');
  expect(groupOf(waits, [printer('hot', { condition: 'paper_low' })])).toBe('line');
  expect(groupOf(waits, [])).toBe('hand');
  expect(groupOf(waits, [printer('hot', { kind: 'browser' })])).toBe('hand');
  expect(rowsOf({ jobs: [job('a', 'queued', PAGE)], printers: [], server_time: '' })[0]).toMatchObject({ here: true, group: 'hand' });
});

it('of what is done the newest are shown, of what waits all', () => {
  const jobs = Array.from({ length: 60 }, (_, at) => job(String(at), at % 2 ? 'printed' : 'failed'));
  const rows = rowsOf({ jobs, printers: [printer('hot')], server_time: '' });
  expect(inGroup(rows, 'done').map(({ job }) => job.id)).toEqual(Array.from({ length: 20 }, (_, at) => String(2 * at + 1)));
  expect(inGroup(rows, 'hand')).toHaveLength(30);
});
