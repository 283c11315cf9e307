/**
 * One short name for each state of an order or a dish, on all pages. How a guest reads a status may
 * differ where the point of view does: what waits for a cook was sent, or accepted, to them.
 */
export const stage = { waiting: 'Waiting', cooking: 'Cooking', ready: 'Ready', served: 'Served', cancelled: 'Cancelled' };
