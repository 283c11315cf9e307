import { translations as english } from './en/translations';
import { catalogue } from './language.svelte';

export const translations = catalogue('translations', english);
