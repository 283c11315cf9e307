import { type Api, body, createApi } from '$api/client';
import { ApiError } from '$api/error';
import type { Joined } from '$api/types';
import { randomId } from '$lib/id';
import type { Memory, Seat } from './storage';

export interface JoinForm {
  code: string;
  /** Null where the branch seats guests without one. */
  pin: string | null;
  name: string;
}

/** How joining went: the same guest as before, or a new one. */
export interface JoinResult {
  joined: Joined;
  resumed: boolean;
}

/**
 * Joins a table. A phone that sat here before comes back as the same guest;
 * only when the server does not know it any more does it join as a new one.
 */
export async function join(form: JoinForm, memory: Memory, api: Api = createApi()): Promise<JoinResult> {
  const device_id = memory.deviceId(randomId);
  const { code: table_code, pin, name } = form;
  if (pin !== null && memory.satHere(table_code)) {
    try {
      const joined = await body(api.POST('/api/v1/sessions/resume', { body: { table_code, pin, device_id } }));
      return { joined, resumed: true };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
    }
  }
  const request = { table_code, device_id, guest: name ? { name } : {}, ...(pin === null ? {} : { pin }) };
  return { joined: await body(api.POST('/api/v1/sessions/join', { body: request })), resumed: false };
}

export function seatOf({ token, session, guest, expires_at }: Joined): Seat {
  return { token, session_id: session.id, guest_id: guest.id, expires_at };
}

/** A PIN has 4 to 6 digits; spaces are forgiven. */
export function parsePin(typed: string): string | null {
  const pin = typed.replaceAll(/\s/g, '');
  return /^\d{4,6}$/.test(pin) ? pin : null;
}
