export const guest = {};
