/** What the kitchen's and the floor's pages say alike. */
export const board = {
  sound: { mute: 'Turn sound off', unmute: 'Turn sound on' },
  undo: 'Undo',
};
