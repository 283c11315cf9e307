import type { Tones } from '$api/types';

/** What pages are laid out on, as `tokens.css` has it. */
export const GROUNDS = {
  light: { ground: '#fbf8f3', surface: '#ffffff', sunken: '#f2ece2', line: '#e3d9ca', ink: '#221c15', 'ink-soft': '#63584a' },
  dark: { ground: '#16130f', surface: '#211c16', sunken: '#2b251d', line: '#3b332a', ink: '#f6efe4', 'ink-soft': '#c0b4a3' },
} as const;

/** The tones of a brand without a colour of its own: those of `tokens.css`. */
export const OWN = {
  light: { accent: '#9c3d1b', accent_strong: '#7f2f12', on_accent: '#ffffff', accent_soft: '#fae9df', on_accent_soft: '#7a2c10' },
  dark: { accent: '#f3a07a', accent_strong: '#f7b798', on_accent: '#2b1206', accent_soft: '#3a2419', on_accent_soft: '#f8c3a8' },
} as const satisfies Record<'light' | 'dark', Tones>;
