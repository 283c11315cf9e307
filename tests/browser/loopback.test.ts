import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { environmentOf } from './harness/inside';
import { Publisher } from './harness/publisher';
import { expect, test } from './harness/test';

/** What a page got from a request: that it was refused, or all that it may see of an answer. */
type Got = { status: number; body: string } | 'nothing';

interface Attempt {
  url: string;
  init: { method: string; headers?: Record<string, string>; body?: string; mode?: 'no-cors' };
}

test('threat 36: a page open on the machine gets nothing from its loopback ports, whatever it knows', async ({
  stack,
  device,
}) => {
  const publisher = Publisher.of(stack);
  const inside = environmentOf(stack);
  const before = await publisher.read('STOCK');
  const { pk, sk } = before as { pk: object; sk: object };
  const runtime = `${inside.get('AWS_LAMBDA_RUNTIME_API')}/2018-06-01/runtime/invocation/none/response`;
  const connections = `${inside.get('WEBSOCKET_ENDPOINT')}/@connections/none`;
  const overwrite = publisher.request('PutItem', { Item: { ...before, version: { N: '999999' } } });
  const read = publisher.request('GetItem', { Key: { pk, sk } });
  // As a page sends it that asks nobody whether it may: with the headers that need no leave.
  const unasked = { method: 'POST', mode: 'no-cors' as const, body: overwrite.body };
  const attempts = (at: (url: string) => string): Attempt[] => [
    { url: at(publisher.endpoint), init: read },
    { url: at(publisher.endpoint), init: overwrite },
    { url: at(publisher.endpoint), init: unasked },
    { url: at(runtime), init: { method: 'POST', body: 'a false answer' } },
    { url: at(connections), init: { method: 'POST', body: 'false news' } },
  ];

  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Prizes</h1>'));
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const elsewhere = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  try {
    const computer = await device('computer', 'desk');
    computer.expects({ at: '', says: 'CORS policy' }, { at: '', says: 'ERR_FAILED' }, { at: '', says: '403' });
    const { page } = computer;
    const send = ({ url, init }: Attempt) =>
      page.evaluate(
        ([url, init]) =>
          fetch(url, init).then(
            async (answer): Promise<Got> => ({ status: answer.status, body: await answer.text() }),
            (): Got => 'nothing',
          ),
        [url, init] as const,
      );

    // A page of another origin: browsers let it send, and what counts is what it gets.
    await page.goto(elsewhere);
    const got: Got[] = [];
    for (const attempt of attempts((url) => url)) got.push(await send(attempt));
    const opaque = { status: 0, body: '' };
    expect(got).toEqual(['nothing', 'nothing', opaque, 'nothing', 'nothing']);

    // A page whose own name leads to 127.0.0.1: to the browser the ports are of its origin.
    for (const url of [publisher.endpoint, runtime, connections]) {
      const { port } = new URL(url);
      const answer = await page.goto(`http://rebound.localhost:${port}/`);
      expect(answer?.status()).toBe(403);
      const own = attempts((url) => url.replace('127.0.0.1', 'rebound.localhost'));
      for (const attempt of own.filter((attempt) => new URL(attempt.url).port === port)) {
        expect(await send(attempt)).toEqual({ status: 403, body: 'Forbidden' });
      }
    }
  } finally {
    site.close();
    site.closeAllConnections();
  }
  expect(await publisher.read('STOCK')).toEqual(before);
  // What was sent was right but for its sender.
  await expect(fetch(publisher.endpoint, read).then(({ status }) => status)).resolves.toBe(200);
});
