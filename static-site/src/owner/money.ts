import type { Money, MoneyFigures } from '$api/types';
import { formatMoney } from '$lib/money';
import { shownLocale } from '$lib/text/language.svelte';
import { owner as text } from '$lib/text/owner';
import { till } from '$lib/text/till';
import type { MoneyLine } from '$lib/ui/money-line';

const some = ({ minor }: Money) => minor !== 0;

const percent = (rate: number) =>
  new Intl.NumberFormat(shownLocale(), { style: 'percent', maximumFractionDigits: 2 }).format(rate / 10_000);

/** From what was billed to what is left without taxes, and what lies behind it. */
export function salesLines({ revenue, bills, refunds, refunded, billed, net, before_tax }: MoneyFigures): MoneyLine[] {
  const lines: MoneyLine[] = [{ name: text.money.revenue, value: revenue, more: text.money.bills(bills), strong: true }];
  if (some(refunded.total)) lines.push({ name: text.money.refunded, value: refunded.total, more: text.money.times(refunds), minus: true });
  lines.push({ name: text.money.net, value: net.total, sum: true });
  for (const { name, rate_bp, amount } of net.taxes) {
    lines.push({ name: text.money.tax(name, percent(rate_bp)), value: amount, minus: true });
  }
  lines.push({ name: text.money.beforeTax, value: before_tax, sum: true });
  if (some(billed.service_charge)) lines.push({ name: text.money.serviceCharge, value: billed.service_charge, more: text.money.within });
  if (some(billed.round_off)) lines.push({ name: text.money.rounding, value: billed.round_off, more: text.money.within });
  return lines;
}

/** What guests did not pay for, and why: none of it is in the revenue. */
export function offLines({ discounts, comps, voided, voided_total, dishes_voided, dishes_voided_total }: MoneyFigures): MoneyLine[] {
  const lines = [...reasonLines(text.money.discounts, discounts), ...reasonLines(text.money.onTheHouse, comps)];
  if (dishes_voided > 0) lines.push({ name: text.money.dishesVoided, value: dishes_voided_total, more: text.money.dishes(dishes_voided) });
  if (voided > 0) lines.push({ name: text.money.voids, value: voided_total, more: text.money.voided(voided) });
  return lines;
}

function reasonLines(name: string, { count, amount, reasons }: MoneyFigures['discounts']): MoneyLine[] {
  if (reasons.length === 0) return [];
  const parts = reasons.map(({ reason, bills, amount }) => ({
    name: reason ?? text.money.otherReasons,
    value: amount,
    more: bills > 0 ? text.money.bills(bills) : undefined,
    part: true,
  }));
  return [{ name, value: amount, more: count > 0 ? text.money.times(count) : undefined }, ...parts];
}

/** How the money came, and what went back. */
export function paidLines({ payments, accounts, given_back, tips }: MoneyFigures): MoneyLine[] {
  const lines: MoneyLine[] = payments.map(({ method, amount, count }) => ({
    name: till.money.method[method],
    value: amount,
    more: till.money.count(count),
  }));
  for (const { method, amount } of accounts) lines.push({ name: text.money.settled(till.money.method[method]), value: amount });
  for (const { method, amount } of given_back) lines.push({ name: text.money.back(till.money.method[method]), value: amount, minus: true });
  if (some(tips)) lines.push({ name: text.money.tips, value: tips, more: text.money.besides });
  return lines;
}

export function channelLines({ channels }: MoneyFigures): MoneyLine[] {
  return channels.map(({ channel, bills, net }) => ({ name: till.openItems.kind[channel], value: net, more: text.money.bills(bills) }));
}

/** What is said of the revenue in one line: net and tax. */
export function netAndTax({ net, tax }: MoneyFigures): string {
  return text.money.netAndTax(formatMoney(net.total), formatMoney(tax));
}
