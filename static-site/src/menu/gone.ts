import type { Draft, DraftCommand } from '$api/types';

/**
 * Whether commands that only remove have nothing left to remove: an answer that was lost, or
 * somebody else, did what was wanted.
 */
export function areGone(commands: readonly DraftCommand[], draft: Draft): boolean {
  return commands.length > 0 && commands.every((command) => isGone(command, draft));
}

function isGone(command: DraftCommand, draft: Draft): boolean {
  const no = (all: readonly { id: string }[], id: string) => all.every((one) => one.id !== id);
  switch (command.do) {
    case 'remove_category':
      return no(draft.categories, command.id);
    case 'remove_item':
      return draft.categories.every(({ items }) => no(items, command.id));
    case 'remove_group':
      return no(draft.option_groups, command.id);
    case 'remove_station':
      return no(draft.stations, command.id);
    case 'remove_price_list':
      return no(draft.price_lists, command.id);
    default:
      return false;
  }
}
