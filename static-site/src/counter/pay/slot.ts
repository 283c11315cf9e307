/** Under which name what is under way with a check's money is kept on the device. */
export const payingSlot = (person: string, check: string): string => `paying.${person}.${check}`;
