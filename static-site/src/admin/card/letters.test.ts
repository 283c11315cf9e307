import { readFileSync } from 'node:fs';
import { beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => vi.resetModules());

const fonts: { family: string; weight: string | undefined }[] = [];

/** A site that gives each file `ok` times, after one time at which it does not where `first` is false. */
function site(first = true): string[] {
  const asked: string[] = [];
  fonts.length = 0;
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return first || asked.length > 1 ? new Response(new Uint8Array([0x77, 0x4f, 0x46, 0x32])) : new Response('', { status: 503 });
  });
  vi.stubGlobal(
    'FontFace',
    class {
      constructor(family: string, _: unknown, { weight }: FontFaceDescriptors) {
        fonts.push({ family, weight });
      }
      load = async () => this;
    },
  );
  Object.defineProperty(document, 'fonts', { configurable: true, value: { add: () => {} } });
  return asked;
}

it.each(['classic', 'modern', 'friendly'] as const)('%s: cards have the file and the name that pages have', async (face) => {
  const { lettersOf } = await import('./letters');
  const asked = site();
  await lettersOf(face);
  const { family, source } = await lettersOf(face);
  const [url = '', ...others] = asked;
  expect([others, source, fonts]).toEqual([[], 'data:font/woff2;base64,d09GMg==', [{ family, weight: '600' }]]);
  const css = readFileSync('src/lib/styles/faces.css', 'utf8');
  const [, named = ''] = new RegExp(`font-family: '${family}';\\s+font-weight: 600;\\s+font-display: swap;\\s+src: url\\('([^']+)'`).exec(css) ?? [];
  expect(named).toMatch(/\.woff2$/);
  expect(url.split('?')[0]).toMatch(new RegExp(`${named}$`));
});

it('letters that did not come are asked for again', async () => {
  const { lettersOf } = await import('./letters');
  const asked = site(false);
  await expect(lettersOf('modern')).rejects.toThrow('503');
  await expect(lettersOf('modern')).resolves.toMatchObject({ family: 'Salver Modern' });
  expect(asked).toHaveLength(2);
});
