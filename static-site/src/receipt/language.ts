import type { Shown } from '$lib/text/language.svelte';
import { english, languages } from '$lib/text/languages';
import { deviceLanguages } from '$lib/text/locale';
import { fitting, wishes } from '../guest/fitting';
import { Memory } from '../guest/storage';

/** Where the texts of the other languages are: in files of their own, as nobody should load what they do not read. */
const others: Readonly<Record<string, () => Promise<object>>> = {
  hi: () => import('$lib/text/hi/receipt-page'),
};

/** What a receipt is read in by whoever opens its link: what they chose as a guest on this phone, else what the phone is set to. */
export async function preferred(memory = new Memory(), device = deviceLanguages()): Promise<Shown> {
  const [code = ''] = fitting(wishes(memory, device), [english.code, ...Object.keys(others)]);
  const language = languages.find((one) => one.code === code);
  try {
    return { language: language ?? english, catalogues: { ...(await others[code]?.()) } };
  } catch {
    // In English rather than not at all.
    return { language: english, catalogues: {} };
  }
}
