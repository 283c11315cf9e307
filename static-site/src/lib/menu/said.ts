import type { Said } from '$api/types';

/** Something of a menu; `langs` are the languages of its texts, where it was put into one. */
export interface Thing extends Said {
  texts?: Readonly<Record<string, Said>>;
  langs?: { name: string; description: string };
}

export const PARTS = ['name', 'description'] as const;
