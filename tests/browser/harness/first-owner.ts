import type { components } from '$api/schema';
import { Stack } from './stack';

/** Whom an empty house belongs to once it is set up. */
export const OWNER = { login: 'vera@lane.example', password: 'four plain words', role: 'owner' } as const;

/** A house that was set up a moment ago over HTTP, for what comes after it. */
export async function newHouse(currency = 'INR', time_zone = 'Asia/Kolkata'): Promise<{ stack: Stack; branch: string }> {
  const stack = await Stack.startEmpty();
  const body: components['schemas']['SetUpRequest'] = {
    code: stack.ready.set_up_code ?? '',
    account: { name: 'Vera', login: OWNER.login, password: OWNER.password },
    brand: { name: 'The Lanes' },
    branch: { name: 'Lake Road', currency, time_zone, closing_hour: 4 },
  };
  const answer = await fetch(`${stack.url}/api/v1/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { branch } = (await answer.json()) as { branch: { id: string } };
  return { stack, branch: branch.id };
}
