import type { Shapes } from './open';

/** What the page of a receipt calls. */
export const receiptShapes: Shapes = {
  'GET /api/v1/receipt': 'number status seller lines taxes total payments refunds',
};
