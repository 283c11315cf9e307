import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import { address as text } from '$lib/text/address';
import AddressNotes from './AddressNotes.svelte';
import { reachOf } from './reach';

it.each([
  ['http://localhost:8080/#K7Q4M2XH', 'device'],
  ['http://salver.localhost/#A', 'device'],
  ['http://127.0.0.1:8080/#A', 'device'],
  ['http://127.9.9.9/#A', 'device'],
  ['http://0.0.0.0:8080/', 'device'],
  ['http://[::1]:8080/', 'device'],
  ['http://[::ffff:127.0.0.1]/', 'device'],
  ['not an address', 'device'],
  ['http://192.168.1.5:8080/#A', 'network'],
  ['http://10.0.0.7/', 'network'],
  ['http://172.16.0.1/', 'network'],
  ['http://172.31.255.1/', 'network'],
  ['http://169.254.10.10/', 'network'],
  ['http://100.64.0.1/', 'network'],
  ['http://salver.local/#A', 'network'],
  ['http://SALVER.LOCAL./#A', 'network'],
  ['http://till:8080/', 'network'],
  ['http://pos.fritz.lan/', 'network'],
  ['http://[fd00::5]/', 'network'],
  ['http://[fe80::5]/', 'network'],
  ['http://[::ffff:192.168.1.5]/', 'network'],
  ['http://172.32.0.1/', 'anybody'],
  ['http://100.128.0.1/', 'anybody'],
  ['http://192.169.1.1/', 'anybody'],
  ['http://[2001:db8::5]/', 'anybody'],
  ['https://order.example.com/#A', 'anybody'],
  ['https://10.example.com/', 'anybody'],
  ['https://local.example.com/', 'anybody'],
])('%s is for %s', (url, reach) => expect(reachOf(url)).toBe(reach));

it.each([
  ['http://127.0.0.1:8080/#A', [text.reach.device]],
  ['http://192.168.1.5:8080/#A', [text.reach.network]],
  ['http://order.example.com/#A', [text.open]],
  ['https://order.example.com/#A', []],
])('of a card that carries %s it is said: %j', (url, words) => {
  const notes = mount(AddressNotes, { target: document.body, props: { url } });
  flushSync();
  expect([...document.querySelectorAll('.callout')].map((one) => one.textContent?.trim())).toEqual(words);
  void unmount(notes);
});

it('whoever confirms an address hears that it is another one than this page has', () => {
  const said = (url: string) => {
    const notes = mount(AddressNotes, { target: document.body, props: { url, full: true } });
    flushSync();
    const words = document.body.textContent ?? '';
    void unmount(notes);
    return words;
  };
  expect(said('https://order.example.com')).toContain(text.elsewhere(location.origin));
  expect(said(location.origin)).not.toContain(text.elsewhere(location.origin));
});
