import { flushSync, mount, unmount } from 'svelte';
import { expect, it } from 'vitest';
import { createApi } from '$api/client';
import { menuEditor } from '$lib/text/menu-editor';
import PhotoField from './PhotoField.svelte';
import { PhotoState } from './photo-state.svelte';

const text = menuEditor.photo;

/** What answers a photo, and what was sent; the photo is made smaller to its first three letters. */
function desk(...replies: (Response | (() => Promise<Response>))[]) {
  const sent: string[] = [];
  const uploads = () =>
    createApi(undefined, {
      fetch: async (request) => {
        sent.push(`${request.headers.get('content-type')} ${await request.text()}`);
        const reply = replies.shift();
        if (!reply) throw new TypeError('no network');
        return typeof reply === 'function' ? reply() : reply;
      },
      wait: async () => {},
      random: () => 0,
    });
  const shrink = async (file: Blob) => {
    const words = await file.text();
    if (words === 'slow') work.cancel();
    if (words === 'words') throw new Error('no image');
    return new Blob([words.slice(0, 3)]);
  };
  const work = new PhotoState(uploads, 'b', shrink, text);
  return { sent, work };
}

const aPhoto = (words = 'dosa') => new File([words], 'dosa.jpg');
const refusal = (code: string, status: number) => Response.json({ code, status, detail: '' }, { status });

it('a photo is made smaller, sent, and called by what the answer says', async () => {
  const { sent, work } = desk(Response.json({ photo: 'a1' }, { status: 201 }));
  expect(await work.choose(aPhoto())).toBe('a1');
  expect(sent).toEqual(['image/jpeg dos']);
  expect([work.working, work.fault, work.again]).toEqual([null, null, false]);
});

it('what is no photo is not sent', async () => {
  const { sent, work } = desk();
  expect(await work.choose(aPhoto('words'))).toBeNull();
  expect([work.fault, work.again]).toEqual([text.fault.unread, false]);
  const huge = aPhoto();
  Object.defineProperty(huge, 'size', { value: 50_000_001 });
  expect(await work.choose(huge)).toBeNull();
  expect(work.fault).toBe(text.fault.large);
  expect(sent).toEqual([]);
});

it('a lost answer is asked for again with the same photo', async () => {
  const lost = () => Promise.reject(new TypeError('cut'));
  const { sent, work } = desk(lost, Response.json({ photo: 'a1' }, { status: 201 }));
  expect(await work.choose(aPhoto())).toBeNull();
  expect([work.fault, work.again]).toEqual([text.fault.noAnswer, true]);
  expect(await work.send()).toBe('a1');
  expect(new Set(sent).size).toBe(1);
  expect([work.fault, work.again]).toEqual([null, false]);
});

it.each([
  ['photo_unreadable', 422],
  ['photo_too_large', 422],
  ['body_too_large', 413],
] as const)('%s is said in words, and the same photo is not sent again', async (code, status) => {
  const { work } = desk(refusal(code, status));
  expect(await work.choose(aPhoto())).toBeNull();
  expect([work.fault, work.again]).toEqual([text.refused[code], false]);
});

it('is not sent when the sheet was closed while it was read', async () => {
  const { sent, work } = desk(Response.json({ photo: 'a1' }, { status: 201 }));
  expect(await work.choose(aPhoto('slow'))).toBeNull();
  expect([sent, work.working, work.fault]).toEqual([[], null, null]);
  expect(await work.choose(aPhoto())).toBe('a1');
});

it.each([
  ['Files', true],
  ['text/plain', false],
])('a drop of %s is the photo’s business: %s', async (type, kept) => {
  const field = mount(PhotoField, { target: document.body, props: { work: desk().work, value: '' } });
  flushSync();
  const dropped = (at: EventTarget | null) =>
    ['dragover', 'drop'].map((name) => {
      const event = Object.assign(new Event(name, { bubbles: true, cancelable: true }), { dataTransfer: { types: [type], files: [] } });
      at?.dispatchEvent(event);
      return event.defaultPrevented;
    });
  expect(dropped(window)).toEqual([kept, kept]);
  expect(dropped(document.querySelector('.photo'))).toEqual([kept, kept]);
  await unmount(field);
});
