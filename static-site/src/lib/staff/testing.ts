import { createApi } from '$api/client';
import type { Ports } from '$api/transport';
import { REFRESH_TRY_MS } from './refresh';
import { StaffSession } from './session.svelte';

export const staff = { id: 's1', name: 'Asha', role: 'cook', branches: ['lake-road'] };
export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
export const signedIn = (token: string) => json({ access_token: token, expires_in: 600, staff });
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
  const session = new StaffSession(createApi(undefined, ports), createApi(undefined, ports, REFRESH_TRY_MS));
  return { session, calls, bodies };
}

const cutOff = ({ signal }: Request) =>
  new Promise<Error>((resolve) => signal.addEventListener('abort', () => resolve(new Error('cut off'))));
export const lost = () => new Promise<Response>(() => {});
