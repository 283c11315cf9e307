import type { Bill, Money, SplitWish } from '$api/types';
import { sumMoney } from '$lib/money';
import type { Piece } from '../pay/bills';

/** The most shares of a check. */
export const MOST_SHARES = 50;

/** How many pieces of which line each share takes, by the lines' keys. */
export type Shares = readonly ReadonlyMap<string, number>[];

/** What amounts leave of a total; below nothing where they are more. */
export function restOf({ minor, currency }: Money, amounts: readonly Money[]): Money {
  return { minor: minor - sumMoney(currency, amounts).minor, currency };
}

/** Bills that stay because money came for them. */
const kept = (bills: readonly Bill[]) => bills.filter(({ status, payments }) => status !== 'void' && payments.length > 0);

/** Whether pieces can still be told apart: of a part of everything that is paid nobody can say what it was of. */
export function isOfPieces(bills: readonly Bill[]): boolean {
  return kept(bills).every(({ lines }) => lines.every(({ line_id }) => Boolean(line_id)));
}

/** The pieces that no bill is of that somebody has paid. */
export function unpaidPieces(pieces: readonly Piece[], bills: readonly Bill[]): Piece[] {
  const lines = kept(bills).flatMap(({ lines }) => lines);
  return pieces.flatMap((piece) => {
    const own = lines.filter(({ line_id, order_id }) => line_id === piece.line_id && order_id === piece.order_id);
    const quantity = own.reduce((left, line) => left - (line.quantity ?? 0), piece.quantity);
    return quantity > 0 ? [{ ...piece, quantity }] : [];
  });
}

/** How many pieces of a line nobody has taken. */
export function leftOf({ key, quantity }: Piece, shares: Shares): number {
  return shares.reduce((left, share) => left - (share.get(key) ?? 0), quantity);
}

/**
 * Pieces of a line go from one share to another; `null` is no share. As many as are there, whatever
 * is asked for.
 */
export function moved(shares: Shares, piece: Piece, from: number | null, to: number | null, count: number): Shares {
  const there = from === null ? leftOf(piece, shares) : (shares[from]?.get(piece.key) ?? 0);
  const goes = Math.min(count, there);
  if (goes <= 0 || from === to) return shares;
  return shares.map((share, at) => {
    const by = (at === to ? goes : 0) - (at === from ? goes : 0);
    if (by === 0) return share;
    const next = new Map(share);
    const now = (share.get(piece.key) ?? 0) + by;
    if (now > 0) next.set(piece.key, now);
    else next.delete(piece.key);
    return next;
  });
}

/** The shares that hold something, as the server is asked for them; what is left makes one more. */
export function wishOfShares(shares: Shares, pieces: readonly Piece[]): SplitWish {
  const taken = shares.filter(({ size }) => size > 0);
  const of = (share: ReadonlyMap<string, number>) =>
    pieces.flatMap(({ key, order_id, line_id }) => {
      const quantity = share.get(key);
      return quantity ? [{ order_id, line_id, quantity }] : [];
    });
  return { by: 'item', shares: taken.map(of) };
}

/** Which bill, from 0, each share would be; null of one that holds nothing. */
export function placesOf(shares: Shares): (number | null)[] {
  return shares.map(({ size }, at) => (size > 0 ? shares.slice(0, at).filter((before) => before.size > 0).length : null));
}

/** What each guest ordered, in the order in which they began. */
export function byGuest(pieces: readonly Piece[]): { id: string; name: string; pieces: Piece[] }[] {
  const ids = [...new Set(pieces.map(({ guest_id }) => guest_id))];
  return ids.map((id) => {
    const own = pieces.filter(({ guest_id }) => guest_id === id);
    return { id, name: own[0]?.guest ?? '', pieces: own };
  });
}
