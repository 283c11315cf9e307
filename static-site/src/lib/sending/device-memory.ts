import { recall } from '$lib/staff/device';
import type { Keeps } from './outbox.svelte';

/** What a device remembers of what is being sent; where storage is forbidden, nothing. */
export const deviceMemory: Keeps = {
  read: recall,
  write(name, value) {
    try {
      if (value === null) localStorage.removeItem(`salver.${name}`);
      else localStorage.setItem(`salver.${name}`, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};
