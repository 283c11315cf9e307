import { expect, it } from 'vitest';
import { originOf } from './origin';

it.each([
  ['https://order.example.com', 'https://order.example.com'],
  ['HTTPS://Order.Example.COM/', 'https://order.example.com'],
  ['order.example.com', 'https://order.example.com'],
  [' order.example.com/\u200b', 'https://order.example.com'],
  ['https://order.example.com:443', 'https://order.example.com'],
  ['http://order.example.com:80/', 'http://order.example.com'],
  ['https://order.example.com:8443', 'https://order.example.com:8443'],
  ['order.example.com:8443', 'https://order.example.com:8443'],
  ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ['भोजन.example', 'https://xn--81byn4j.example'],
  ['192.168.1.5:8080', 'http://192.168.1.5:8080'],
  ['localhost:8080', 'http://localhost:8080'],
  ['till', 'http://till'],
  ['http://[FD00::5]:8080', 'http://[fd00::5]:8080'],
])('%s is %s', (typed, origin) => expect(originOf(typed)).toBe(origin));

it.each([
  ['', { why: 'missing' }],
  [' \u200b ', { why: 'missing' }],
  ['javascript:alert(1)', { why: 'wrong' }],
  ['javascript://order.example/%0aalert(1)', { why: 'wrong' }],
  ['data:text/html,hello', { why: 'wrong' }],
  ['file:///etc/passwd', { why: 'wrong' }],
  ['ftp://order.example', { why: 'wrong' }],
  ['https://', { why: 'wrong' }],
  ['https://order example', { why: 'wrong' }],
  ['https://order.example:99999', { why: 'wrong' }],
  ['https://order.example.', { why: 'wrong' }],
  ['https://a_b.example', { why: 'wrong' }],
  ['https://1.2.3.999', { why: 'wrong' }],
  [`https://${'a.'.repeat(140)}example`, { why: 'wrong' }],
  ['https://vera@order.example', { why: 'person' }],
  ['https://vera:secret@order.example/', { why: 'person' }],
  ['https://order.example/admin', { why: 'longer', origin: 'https://order.example' }],
  ['order.example/?table=4', { why: 'longer', origin: 'https://order.example' }],
  ['https://order.example/#K7Q4M2XH', { why: 'longer', origin: 'https://order.example' }],
])('%s is no address', (typed, why) => expect(originOf(typed)).toEqual(why));
