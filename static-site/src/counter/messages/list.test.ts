import { expect, it } from 'vitest';
import type { CustomerMessage, MessageStatus } from '$api/types';
import { GROUPS, groupOf, hintOf, inGroup } from './list';

const message = (id: string, status: MessageStatus, trouble?: string): CustomerMessage => ({
  id,
  check_id: 'lane_c1',
  kind: 'order_confirmed',
  via: 'sms',
  to: '+919845012345',
  text: 'Saffron Table: order 12 is confirmed, for delivery.',
  status,
  created_at: '2026-11-30T12:00:00Z',
  ...(trouble ? { trouble } : {}),
  whatsapp: 'https://wa.me/919845012345?text=x',
  version: 1,
});

it('what nobody sends by itself needs a hand', () => {
  const all = ['queued', 'by_hand', 'sending', 'sent', 'failed', 'unconfirmed', 'dismissed'] as const;
  const groups = Object.fromEntries(all.map((status) => [status, groupOf(message('m', status))]));
  expect(groups).toEqual({
    queued: 'line',
    by_hand: 'hand',
    sending: 'line',
    sent: 'done',
    failed: 'hand',
    unconfirmed: 'hand',
    dismissed: 'done',
  });
});

it('each message stands in one group, and of those that are done the newest are shown', () => {
  const many = Array.from({ length: 40 }, (_, n) => message(`m${n}`, 'sent'));
  const waits = message('w', 'queued');
  expect(GROUPS.map((group) => inGroup([waits, ...many], group).length)).toEqual([0, 1, 30]);
  expect(inGroup(many, 'done')[0]?.id).toBe('m0');
});

it('a hint says what there is to do, and why', () => {
  expect(hintOf(message('m', 'sent'))).toBeNull();
  expect(hintOf(message('m', 'queued'))).toBeNull();
  expect(hintOf(message('m', 'queued', '429'))).toContain('429');
  expect(hintOf(message('m', 'failed', 'opted out'))).toContain('opted out');
  expect(hintOf(message('m', 'unconfirmed'))).toContain('twice');
});
