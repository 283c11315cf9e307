/** Where a photo of a dish is: a square of 192 px for lists, 800 px in 4:3 for all else. */
export const photoAt = (photo: string, width: 192 | 800): string => `/photos/${photo}-${width}`;
