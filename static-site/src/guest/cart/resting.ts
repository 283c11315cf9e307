import type { Ordering } from '$api/types';
import { endsWhen, opensWhen } from '$lib/opens';
import { seat as text } from '$lib/text/seat';

/**
 * Why nothing can be sent now, in a title and a sentence: staff paused it, or it is outside of the
 * opening hours. A refusal says it by the same names as the menu.
 */
export function resting(
  { word, until, opens_at }: Pick<Ordering, 'word' | 'until' | 'opens_at'>,
  now: number,
  timeZone: string | undefined,
): { title: string; text: string } {
  const { closed, codes, kept, paused, pausedUntil } = text.placing;
  if (opens_at) return { title: closed.now, text: `${opensWhen(closed, opens_at, now, timeZone)} ${kept}` };
  return { title: word ?? paused, text: until ? pausedUntil(endsWhen(closed, until, now, timeZone)) : codes.ordering_paused };
}
