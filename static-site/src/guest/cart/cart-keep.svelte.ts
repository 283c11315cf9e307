import type { Cart, Guest, Session } from '$api/types';
import type { Wish } from '$lib/menu/wish';
import type { Edits } from './cart-edits';
import type { Memory } from '../storage';

/** The cart as this phone last saw it, for a start without network. */
export interface KeptCart {
  cart: Cart;
  session: Session | null;
  me: Guest | null;
  /** What the server has not said yes to, by line. */
  wishes: [string, Wish][];
}

/** The name under which the cart of a seat is kept. */
const nameOf = (seat: string) => `cart.${seat}`;

/** Keeps what `look` gives, with every change of it. Returns how to stop. */
export function keepCart(memory: Memory, seat: string, look: () => KeptCart | null): () => void {
  return $effect.root(() => {
    $effect(() => {
      const kept = look();
      if (kept) memory.write(nameOf(seat), kept);
    });
  });
}

export function keptCart(memory: Memory, seat: string): KeptCart | null {
  const kept = memory.read<Partial<KeptCart>>(nameOf(seat));
  // Kept by this version or by another one: what does not look like a cart is none.
  if (!kept?.cart || !Array.isArray(kept.cart.lines) || !Array.isArray(kept.wishes)) return null;
  return { cart: kept.cart, session: kept.session ?? null, me: kept.me ?? null, wishes: kept.wishes };
}

export function forgetCart(memory: Memory, seat: string): void {
  memory.write(nameOf(seat), null);
}

export const wishesOf = (edits: Edits): [string, Wish][] => [...edits].map(([id, { wish }]) => [id, wish]);
