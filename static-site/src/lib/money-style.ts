import { getContext, setContext } from 'svelte';

const KEY = 'money';

/** Has all amounts below this component in one style: with their decimals while `exact` says so. */
export const setExact = (exact: () => boolean): unknown => setContext(KEY, exact);

/** Whether amounts here have their decimals though they are empty; to be asked for while a component begins. */
export const isExact = (): (() => boolean) => getContext<(() => boolean) | undefined>(KEY) ?? (() => false);
