import { describe, expect, it } from 'vitest';
import { changes, draftOf, mistakes, rebase, touched } from './settings';
import { someSettings } from './testing';

const base = someSettings();
const draft = (more = {}) => ({ ...draftOf(base), ...more });

describe('a draft of the settings', () => {
  it('asks only for what was touched', () => {
    expect(changes(base, draft())).toEqual({});
    expect(changes(base, draft({ table_list: true, urgent_minutes: ' 12 ' }))).toEqual({
      table_list: true,
      urgent_minutes: 12,
    });
    expect(touched(base, draft({ urgent_minutes: ' 10 ', name: ' Indiranagar ' }))).toEqual([]);
    expect(changes(base, draft({ name: ' Mill Lane ', time_zone: 'Europe/Berlin', closing_hour: '0' }))).toEqual({
      name: 'Mill Lane',
      time_zone: 'Europe/Berlin',
      closing_hour: 0,
    });
  });

  it.each([
    ['2 am', 2],
    ['11 pm', 23],
    ['4:00', undefined],
  ])('an end of the day that is typed as %o is sent as %o', (closing_hour, sent) => {
    expect(changes(base, draft({ closing_hour })).closing_hour).toBe(sent);
    expect(mistakes(draft({ closing_hour }))).toEqual({});
  });

  it('needs a full hour at which the day ends', () => {
    for (const closing_hour of ['', 'late', '4:30', '25']) expect(mistakes(draft({ closing_hour }))).toEqual({ closing_hour: 'hour' });
  });

  it.each([
    ['10', '15', {}],
    ['1', '2', {}],
    ['240', '480', {}],
    ['0', '15', { urgent_minutes: 'range' }],
    ['241', '300', { urgent_minutes: 'range' }],
    ['10', '481', { critical_minutes: 'range' }],
    ['', '', { urgent_minutes: 'range', critical_minutes: 'range' }],
    ['1.5', '15', { urgent_minutes: 'range' }],
    ['1e1', '15', { urgent_minutes: 'range' }],
    ['15', '15', { critical_minutes: 'order' }],
    ['20', '15', { critical_minutes: 'order' }],
  ])('of %s and %s minutes has the mistakes %o', (urgent_minutes, critical_minutes, found) => {
    expect(mistakes(draft({ urgent_minutes, critical_minutes }))).toEqual(found);
  });

  it('keeps the caps of a table and the length of its PIN in their ranges', () => {
    expect(changes(base, draft({ pin_length: '6', lines_per_order: ' 12 ' }))).toEqual({ pin_length: 6, lines_per_order: 12 });
    expect(mistakes(draft({ orders_per_session: '0', orders_per_window: '61', lines_per_order: '61', lines_per_session: '1001' }))).toEqual({
      orders_per_session: 'range',
      orders_per_window: 'range',
      lines_per_order: 'range',
      lines_per_session: 'range',
    });
    expect(mistakes(draft({ lines_per_session: '1000', orders_per_session: '300' }))).toEqual({});
  });

  it('needs a name in which something is to be seen', () => {
    for (const name of ['', '  ', '\u200b']) expect(mistakes(draft({ name }))).toEqual({ name: 'missing' });
  });

  it('keeps the lines of an address, and needs none', () => {
    expect(changes(base, draft({ address: ' 1 Mill Lane \n\n\u200b\nPune ' }))).toEqual({ address: '1 Mill Lane\nPune' });
    expect(touched(base, draft({ address: ` ${base.address}\n` }))).toEqual([]);
    expect(changes(base, draft({ address: ' \n' }))).toEqual({ address: '' });
    expect(mistakes(draft({ address: '' }))).toEqual({});
  });

  it('has the UPI address without what nobody sees of it', () => {
    expect(changes(base, draft({ upi_id: ' lakeroad@okbank\u200b' }))).toEqual({ upi_id: 'lakeroad@okbank' });
    expect(touched(base, draft({ upi_id: ' ' }))).toEqual([]);
  });

  it('keeps what was touched here when somebody else saves, and takes the rest from them', () => {
    const fresh = someSettings({ auto_accept: true, critical_minutes: 20, version: 8 });
    const mine = draft({ critical_minutes: '30', table_list: true });
    const { draft: next, theirs } = rebase(base, mine, fresh);
    expect(next).toEqual({ ...draftOf(base), auto_accept: true, table_list: true, urgent_minutes: '10', critical_minutes: '30' });
    expect(theirs).toEqual(['auto_accept', 'critical_minutes']);
    expect(changes(fresh, next)).toEqual({ table_list: true, critical_minutes: 30 });
  });
});
