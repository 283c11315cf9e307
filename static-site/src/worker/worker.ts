/**
 * The service worker: a page that was opened before opens without a network.
 *
 * It keeps three things: a page's HTML, the assets that this version of it names, and the menus
 * that were read last, as pages and for the app. All but the assets comes from the network as long as there is one. It
 * never keeps what belongs to somebody: orders, carts, tokens, nothing that was asked with an
 * authorization and nothing that was sent. Where there is no secure context, as on a
 * restaurant's own network, there is no worker and the pages work all the same.
 *
 * A release keeps its pages in a cache of its own, and the one before stays until no page uses
 * it: each page holds a lock with the name of its entry.
 */
import { lockOf, type Release, type Wish } from './shells';

interface Extendable extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
/** The part of a worker's global that is used; the DOM's types have none of it. */
interface Scope {
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
  addEventListener(type: 'message', listener: (event: Extendable & { data: Wish }) => void): void;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
}

declare const RELEASE: Release;
const release = RELEASE;
const scope = self as unknown as Scope;

const SHELL = 'shell ';
const OWN = SHELL + release.version;
const MENUS = 'menus';
/** A guest sees few menus in an evening, each as a page and for the app. */
const MOST_MENUS = 8;
/** A network that has not answered a page by then is as good as none, if the page is kept. */
const PATIENCE_MS = 4_000;
/** What pages name beside their assets, by names that stay. */
const LOOSE = ['/watch.js', '/icon.svg', '/guest.js'];
/** What the gateway puts on every answer of ours. */
const OURS = 'apigw-requestid';
/** Packed or not, it is the same menu. */
const ANY = { ignoreVary: true };

scope.addEventListener('install', (event) => event.waitUntil(renew()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim().then(sweep)));
scope.addEventListener('message', (event) => {
  const wish = event.data;
  if (wish.type === 'take over') void scope.skipWaiting();
  else event.waitUntil(Promise.all([keep(wish.page).then(sweep), wish.menu && keepOpen(wish.menu)]));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin || request.headers.has('authorization')) return;
  if (request.mode === 'navigate') {
    if (url.pathname in release.pages) event.respondWith(page(request, url.pathname));
    else if (/^\/m\/[\w-]+$/.test(url.pathname)) event.respondWith(menu(event, url.pathname));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(kept(url.pathname).then((found) => found ?? fetch(request)));
  } else if (LOOSE.includes(url.pathname)) {
    event.respondWith(fetch(request).catch((error: unknown) => insteadOf(error, kept(url.pathname))));
  } else if (/^\/api\/v1\/tables\/[\w-]+\/menu$/.test(url.pathname)) {
    event.respondWith(menu(event, url.pathname));
  }
});

/** The page from the network; the kept one when there is none, or the server is not well. */
async function page(request: Request, path: string): Promise<Response> {
  const found = await kept(path);
  if (!found) return fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return answer && answer.status < 500 ? answer : found;
}

/** The menu from the network, which is then kept; the one that was read last when there is none. */
async function menu(event: Fetching, path: string): Promise<Response> {
  const cache = await caches.open(MENUS);
  try {
    const answer = await whole(await fetch(event.request));
    if (answer.status >= 500) return (await cache.match(path, ANY)) ?? answer;
    // A Wi-Fi that wants a log-in answers anything with a page of its own.
    if (answer.ok && answer.headers.has(OURS)) event.waitUntil(keepMenu(cache, path, answer.clone()));
    return answer;
  } catch (error) {
    return insteadOf(error, cache.match(path, ANY));
  }
}

/** With its body, so that a network that goes in its middle is one that was not there. */
async function whole(answer: Response): Promise<Response> {
  if (!answer.ok) return answer;
  const { status, statusText, headers } = answer;
  return new Response(await answer.arrayBuffer(), { status, statusText, headers });
}

/** The page of a menu that was opened before there was a worker. */
async function keepOpen(path: string): Promise<void> {
  const cache = await caches.open(MENUS);
  if (await cache.match(path, ANY)) return;
  const answer = await whole(await fetch(path));
  if (answer.ok && answer.headers.has(OURS)) await keepMenu(cache, path, answer);
}

async function keepMenu(cache: Cache, path: string, answer: Response): Promise<void> {
  await cache.delete(path);
  await cache.put(path, answer);
  const paths = await cache.keys();
  await Promise.all(paths.slice(0, -MOST_MENUS).map((old) => cache.delete(old)));
}

async function insteadOf(error: unknown, found: Promise<Response | undefined>): Promise<Response> {
  const response = await found;
  if (!response) throw error;
  return response;
}

/** From this release's cache, or from that of another one which is in use. */
async function kept(path: string): Promise<Response | undefined> {
  const own = await caches.open(OWN);
  return (await own.match(path)) ?? caches.match(path);
}

/** A new release keeps the pages that this device has opened before, whole, before it may take over. */
async function renew(): Promise<void> {
  for (const path of Object.keys(release.pages)) if (await caches.match(path)) await keep(path);
}

/**
 * Keeps a page with all that it may need. The HTML goes in last, so that a page that is there is
 * whole. What a deployment is still bringing fails, and is tried again with the page's next start.
 */
async function keep(path: string): Promise<void> {
  const [entry, ...others] = release.pages[path] ?? [];
  const cache = await caches.open(OWN);
  if (entry === undefined || (await cache.match(path))) return;
  const html = await fetch(path, { cache: 'no-cache' });
  if (!html.ok || !(await html.clone().text()).includes(entry)) throw new Error(`${path} is of another release`);
  for (const asset of [entry, ...others]) {
    // The name holds a hash of the content: one of an earlier release is the same.
    const answer = (await caches.match(asset)) ?? (await fetch(asset));
    if (!answer.ok || isOf(answer, 'html')) throw new Error(`${asset} is not there`);
    await cache.put(asset, answer);
  }
  for (const loose of LOOSE) {
    const answer = await fetch(loose, { cache: 'no-cache' });
    // It names the assets of a release, which has to be this one.
    if (loose === '/guest.js' && !(await answer.clone().text()).includes(release.pages['/']?.[0] ?? '')) throw new Error(`${loose} is of another release`);
    await cache.put(loose, answer);
  }
  await cache.put(path, html);
}

/** Forgets releases that no open page is of. */
async function sweep(): Promise<void> {
  // Without locks nobody can tell; then they stay, a few hundred kilobytes each.
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return;
  const names = new Set((await locks.query()).held?.map(({ name }) => name));
  for (const name of await caches.keys()) {
    if (!name.startsWith(SHELL) || name === OWN) continue;
    const files = await (await caches.open(name)).keys();
    if (!files.some(({ url }) => names.has(lockOf(new URL(url).pathname)))) await caches.delete(name);
  }
}

function isOf(answer: Response, kind: string): boolean {
  return answer.headers.get('content-type')?.includes(kind) ?? false;
}
