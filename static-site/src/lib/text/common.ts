import { common as english } from './en/common';
import { catalogue } from './language.svelte';

/** What several pages say. */
export const common = catalogue('common', english);
