import type { CustomerMessage } from '$api/types';
import { messages as text } from '$lib/text/messages';

/** Shown of what is done. */
const DONE = 30;

export const GROUPS = ['hand', 'line', 'done'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ status }: CustomerMessage): Group {
  switch (status) {
    case 'by_hand':
    case 'failed':
    case 'unconfirmed':
      return 'hand';
    case 'queued':
    case 'sending':
      return 'line';
    case 'sent':
    case 'dismissed':
      return 'done';
  }
}

/** Of one group, the newest first. */
export function inGroup(messages: readonly CustomerMessage[], group: Group): CustomerMessage[] {
  const found = messages.filter((message) => groupOf(message) === group);
  return group === 'done' ? found.slice(0, DONE) : found;
}

export function hintOf({ status, trouble }: CustomerMessage): string | null {
  switch (status) {
    case 'by_hand':
      return text.hint.by_hand;
    case 'failed':
      return text.hint.failed(trouble ?? null);
    case 'unconfirmed':
      return text.hint.unconfirmed;
    case 'queued':
      return trouble ? text.hint.waits(trouble) : null;
    default:
      return null;
  }
}
