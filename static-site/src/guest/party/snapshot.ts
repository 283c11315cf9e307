import type { Snapshot } from '$api/types';
import { entity } from '$lib/live/store.svelte';
import { billOf } from '../bill/account.svelte';

/** What a snapshot of the session says, as the live store takes it. */
export function entities(snapshot: Snapshot) {
  const { session, guests, cart, orders, calls, topics } = snapshot;
  return {
    topics,
    entities: [
      entity('session', session),
      entity('bill', billOf(snapshot)),
      ...guests.map((one) => entity('guest', one)),
      entity('cart', cart),
      ...orders.map((one) => entity('order', one)),
      ...calls.map((one) => entity('call', one)),
    ],
  };
}
