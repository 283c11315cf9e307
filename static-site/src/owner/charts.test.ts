import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { formatMoney } from '$lib/money';
import { owner as text } from '$lib/text/owner';
import Charts from './Charts.svelte';
import { dayColumns } from './columns';
import { days, hours, inr, sales, someFigures } from './testing';

let mounted: ReturnType<typeof mount> | null = null;

function show(figures = someFigures()): HTMLElement[] {
  mounted = mount(Charts, { target: document.body, props: { figures } });
  flushSync();
  return [...document.body.querySelectorAll<HTMLElement>('section')];
}

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
});

const bars = (chart: HTMLElement | undefined, look: string) => [...(chart?.querySelectorAll(look) ?? [])];
const heights = (chart: HTMLElement | undefined, look: string) =>
  bars(chart, look).map((bar) => Number(bar.getAttribute('height')));

describe('the charts', () => {
  it('tell days by what was billed, and by what was ordered where nothing was', () => {
    const [, billed] = show();
    expect(billed?.textContent).toContain(text.chart.days);
    const none = days().map((day) => ({ ...day, revenue: inr(0) }));
    const ordered = dayColumns(someFigures({ days: none }));
    expect(ordered.map(({ sales }) => sales)).toEqual(none.map(({ sales }) => sales));
    const some = days().map((day) => ({ ...day, revenue: inr(7) }));
    expect(dayColumns(someFigures({ days: some })).every(({ sales }) => sales.amount.minor === 7)).toBe(true);
  });

  it('draw each hour of today before the same of last week, on one scale', () => {
    const [chart] = show();
    // 9,000 of last week is the most, so the axis ends at 10,000.
    expect(heights(chart, 'rect:not(.before)')).toEqual([20, 50, 48]);
    expect(heights(chart, 'rect.before')).toEqual([30, 40, 30, 90]);
    expect(bars(chart, '.mark')).toHaveLength(4);
  });

  it('say in words what is most, and which day stands behind', () => {
    const [chart] = show();
    const most = text.chart.most(text.chart.hourName(19), formatMoney(inr(500_000)));
    expect(chart?.querySelector('[role="img"]')?.getAttribute('aria-label')).toContain(most);
    expect(chart?.textContent).toContain(text.chart.before('2026-11-13'));
    expect(text.chart.before('2026-11-13')).toBe('Last Friday');
  });

  it('are tables too, with every number', () => {
    const [chart] = show();
    chart?.querySelector('button')?.click();
    flushSync();
    const rows = [...(chart?.querySelectorAll('tbody tr') ?? [])].map((row) =>
      [...row.children].map((cell) => cell.textContent?.trim()),
    );
    expect(rows).toHaveLength(11);
    expect(rows[7]).toEqual([text.chart.hourName(19), '5000', formatMoney(inr(500_000)), formatMoney(inr(400_000))]);
    expect(chart?.querySelector('svg[viewBox^="0 0 110"]')).toBeNull();
  });

  it('have fourteen days, today the last and marked', () => {
    const [, chart] = show(someFigures({ days: days(() => 70_000) }));
    expect(heights(chart, 'rect')).toEqual(Array(14).fill(87.5));
    const marks = bars(chart, '.marks span');
    expect(marks.map(({ textContent }) => textContent)).toEqual(
      ['7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20'],
    );
    expect(bars(chart, '.marks .now').map(({ textContent }) => textContent)).toEqual(['20']);
  });

  it('stand empty on a first day, and say so', () => {
    const nothing = sales(0, 0);
    const [chart, second] = show(someFigures({ hours: hours(), days: days(() => 0), today: nothing }));
    for (const one of [chart, second]) {
      expect(bars(one, 'rect, button')).toEqual([]);
      expect(one?.textContent).toContain(text.chart.nothing);
    }
  });
});
