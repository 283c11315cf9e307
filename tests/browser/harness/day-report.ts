import type { Page } from 'playwright-core';
import type { PaidBy } from '$api/types';
import { till as text } from '$text/en/till';
import { type Charged, inAll, type Recount, type Way } from './recount';

/** What somebody did with the till itself; minor units. */
export interface Drawer {
  float: number;
  /** Who said how much it began with. */
  by: string;
  in: number;
  out: number;
  counted: number;
}

const rupees = new Intl.NumberFormat('en-IN', { style: 'currency', currency: 'INR', currencyDisplay: 'narrowSymbol' });
/** Money with its decimals, as a report has it. */
export const exact = (minor: number): string => rupees.format(minor / 100);

const plain = (words: string | null | undefined) => (words ?? '').replaceAll(/\s+/g, ' ').trim();

/** All rows of a report, in their sections, as `section | name | more | amount`. */
export async function linesOf(page: Page): Promise<string[]> {
  const found = await page.locator('.report section').evaluateAll((sections) =>
    sections.flatMap((section) => {
      let head = '';
      const rows: (string | null)[][] = [];
      for (const part of section.children) {
        if (/^H[23]$/.test(part.tagName)) head = part.textContent ?? '';
        if (part.tagName !== 'DL') continue;
        for (const row of part.children) {
          const more = row.querySelector('small')?.textContent ?? '';
          const name = (row.querySelector('dt')?.textContent ?? '').replace(more, '');
          rows.push([head, name, more, row.querySelector('dd')?.textContent ?? '']);
        }
      }
      return rows;
    }),
  );
  return found.map((row) => row.map(plain).join(' | ')).sort();
}

function ofCash(count: Recount, { float, by, in: came, out, counted }: Drawer): string[] {
  const [payments, accounts, back] = [count.payments, count.accounts, count.back].map((ways) => inAll(ways, 'cash')) as [number, number, number];
  const expected = float + payments + accounts - back + came - out;
  const difference = counted - expected;
  const { cash } = text;
  const rows: [string, string, number][] = [
    [cash.float, by, float],
    [cash.payments, '', payments],
    [cash.accounts, '', accounts],
    [cash.refunds, '', -back],
    [cash.in, '', came],
    [cash.out, '', -out],
    [cash.expected, '', expected],
    [cash.counted, '', counted],
    [cash.difference, difference === 0 ? cash.right : difference > 0 ? cash.over : cash.short, difference],
  ];
  return rows.map(([name, more, amount]) => `${cash.title} | ${name} | ${more} | ${exact(amount)}`);
}

function ofWays(head: string, ways: ReadonlyMap<PaidBy, Way>): string[] {
  return [...ways].map(([by, { count, amount, tip, rounding, change }]) => {
    const more = [
      text.money.count(count),
      ...(tip ? [text.money.tips(exact(tip))] : []),
      ...(rounding ? [text.money.rounding(exact(rounding))] : []),
      ...(change ? [text.money.change(exact(change))] : []),
    ];
    return `${head} | ${text.money.method[by]} | ${more.join(' · ')} | ${exact(amount)}`;
  });
}

function ofSales({ gross, discount, service, taxes, roundOff, total }: Charged, back: number): string[] {
  const { sales } = text;
  const rows: [string, number][] = [
    [sales.gross, gross],
    ...(discount ? [[sales.discount, -discount] as [string, number]] : []),
    ...(service ? [[sales.serviceCharge, service] as [string, number]] : []),
    ...[...taxes].map(([key, amount]): [string, number] => {
      const [name = '', rate = ''] = key.split(' ');
      return [sales.tax(name, `${Number(rate) / 100}%`), amount];
    }),
    ...(roundOff ? [[sales.roundOff, roundOff] as [string, number]] : []),
    [sales.billed, total],
    ...(back ? ([[sales.refunded, -back], [sales.net, total - back]] as [string, number][]) : []),
  ];
  return rows.map(([name, amount]) => `${sales.title} | ${name} | | ${exact(amount)}`);
}

/** The same rows, of a day that was counted again. */
export function linesOfRecount(count: Recount, drawer: Drawer): string[] {
  return [
    ...ofCash(count, drawer),
    ...ofWays(text.money.title, count.payments),
    ...ofWays(text.money.accounts, count.accounts),
    ...ofWays(text.money.backTitle, count.back),
    ...ofSales(count.billed, count.refunded.total),
  ]
    .map((row) => row.split('|').map(plain).join(' | '))
    .sort();
}
