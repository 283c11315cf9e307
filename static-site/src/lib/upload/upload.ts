import { type Api, createApi, type Identity } from '$api/client';
import type { Ports } from '$api/transport';

/** A file of 4 MB takes a minute on a slow line, and the gateway waits 30 s for what is made of it. */
export const UPLOAD_TRY_MS = 180_000;

/** Who watches a file on its way. */
export interface Watching {
  /** Ends it. */
  signal: AbortSignal;
  /** How much of it is sent, from 0 to 1. */
  onsent: (part: number) => void;
}

/** Calls as that person, which take their time and say how far they are. */
export type Uploads = (watching: Watching) => Api;

export function uploads(identity: Identity): Uploads {
  return (watching) => createApi(identity, ports(watching), UPLOAD_TRY_MS);
}

const ports = (watching: Watching): Ports => ({
  fetch: async (request) => send(request, await request.arrayBuffer(), watching),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
});

/** `fetch` says nothing of what is under way; this does. */
function send(request: Request, bytes: ArrayBuffer, { signal, onsent }: Watching): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const fail = () => reject(new TypeError('no answer'));
    const end = () => call.abort();
    call.open(request.method, request.url);
    request.headers.forEach((value, name) => call.setRequestHeader(name, value));
    call.responseType = 'arraybuffer';
    call.upload.onprogress = ({ loaded, total, lengthComputable }) => lengthComputable && onsent(loaded / total);
    call.upload.onload = () => onsent(1);
    call.onload = () => resolve(answer(call));
    call.onerror = call.onabort = fail;
    for (const one of [signal, request.signal]) {
      if (one.aborted) return fail();
      one.addEventListener('abort', end);
    }
    call.send(bytes);
  });
}

function answer(call: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of call.getAllResponseHeaders().trim().split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const bytes = call.response as ArrayBuffer;
  return new Response(bytes.byteLength > 0 ? bytes : null, { status: call.status, headers });
}
