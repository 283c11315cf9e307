import { createApi } from '$api/client';
import type { Ports } from '$api/transport';
import { type Address, OpenBranch } from './branch.svelte';
import { REFRESH_TRY_MS } from './refresh';
import { StaffSession } from './session.svelte';

export const staff = { id: 's1', name: 'Asha', role: 'cook', brand: 'tram', branches: ['lake-road'] };
export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
export const signedIn = (token: string, branch = 'lake-road') =>
  json({ access_token: token, expires_in: 600, staff: { ...staff, branches: [branch] } });
export const notTheirs = () => json({ code: 'not_found', status: 404 }, 404);

/** An address bar with its history. */
export class FakeBar implements Address {
  history: string[];

  constructor(at = '/kitchen') {
    this.history = [at];
  }

  get at(): string {
    return this.history.at(-1) ?? '';
  }

  read(): string {
    return `https://restaurant.example${this.at}`;
  }

  write(address: string, anew: boolean): void {
    if (!anew) this.history.pop();
    this.history.push(address);
  }
}
export const refused = () => json({ code: 'token_expired', status: 401 }, 401);

/** A session whose server answers in this order; `calls` holds the paths asked for. */
export function sessionWith(...answers: (Response | Error | Promise<Response>)[]) {
  const calls: string[] = [];
  /** What was said with each of them. */
  const bodies: unknown[] = [];
  const ports: Ports = {
    fetch: async (request) => {
      calls.push(new URL(request.url).pathname.replace('/api/v1/auth/', ''));
      const said = request.clone().json();
      bodies.push(await said.catch(() => undefined));
      const answer = await Promise.race([answers.shift(), cutOff(request)]);
      if (!answer || answer instanceof Error) throw answer ?? new Error('no answer left');
      return answer;
    },
    wait: () => Promise.resolve(),
    random: () => 0,
  };
  const bar = new FakeBar();
  const branch = new OpenBranch(bar);
  const session = new StaffSession(branch, createApi(undefined, ports), createApi(undefined, ports, REFRESH_TRY_MS));
  return { session, calls, bodies, bar };
}

const cutOff = ({ signal }: Request) =>
  new Promise<Error>((resolve) => signal.addEventListener('abort', () => resolve(new Error('cut off'))));
export const lost = () => new Promise<Response>(() => {});
export const signedOut = () => new Response(null, { status: 204, headers: { 'apigw-requestid': 'r' } });
