import { toast } from './toast.svelte';

interface Said {
  copied: string;
  notCopied: string;
}

/** On plain http, as on a restaurant's own network, a browser has no clipboard: then there is nothing to offer. */
export const canCopy = (): boolean => clipboard() !== undefined;

const clipboard = () => (navigator as Partial<Navigator>).clipboard;

/** Copies a text and says whether it did. */
export async function copyText(words: string, said: Said): Promise<void> {
  try {
    const there = clipboard();
    if (!there) {
      toast(said.notCopied, 'bad');
      return;
    }
    await there.writeText(words);
    toast(said.copied, 'good');
  } catch {
    toast(said.notCopied, 'bad');
  }
}
