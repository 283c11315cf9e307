import { type Api, body, createApi, knowShapes } from '$api/client';
import { seatShapes } from '$api/shapes/seat';
import type { Joined } from '$api/types';
import { asciiDigits } from '$lib/digits';
import { randomId } from '$lib/id';
import type { Memory, Seat } from '../storage';

export interface JoinForm {
  code: string;
  pin: string;
  name: string;
}

/** How joining went: the same guest as before, or a new one. */
export interface JoinResult {
  joined: Joined;
  returned: boolean;
}

/**
 * Joins a table. The server knows a phone that sat here before by its device
 * ID and gives it the same guest, with a new token.
 */
export async function join(form: JoinForm, memory: Memory, api: Api = createApi()): Promise<JoinResult> {
  knowShapes(seatShapes);
  const { code, pin, name } = form;
  const device_id = memory.deviceId(randomId);
  const request = { table_code: code, pin, device_id, guest: name ? { name } : {} };
  const joined = await body(api.POST('/api/v1/sessions/join', { body: request }));
  return { joined, returned: memory.satIn(code) === joined.session.id };
}

export function seatOf({ token, session, guest }: Joined): Seat {
  return { token, session_id: session.id, guest_id: guest.id };
}

/** A PIN has 4 to 6 digits, in whatever script they were typed; what is sent is ASCII. */
export function parsePin(typed: string): string | null {
  const pin = asciiDigits(typed);
  return /^\d{4,6}$/.test(pin) ? pin : null;
}
