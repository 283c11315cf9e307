import type { Shapes } from './open';

export const cart = 'id version lines total';
export const order = 'id version number status lines';

/** What guests call from the first tap on. */
export const seatShapes: Shapes = {
  'POST /api/v1/sessions/join': 'token session guest',
  'PATCH /api/v1/session/me': 'id version name',
  'GET /api/v1/session': 'session check guests cart orders calls topics',
  'POST /api/v1/realtime/tickets': 'url',
  'PUT /api/v1/cart/lines/{line}': cart,
  'POST /api/v1/orders': order,
  'POST /api/v1/calls': 'id version reason status',
  'POST /api/v1/session/payment': 'id version reason status',
  'GET /api/v1/session/bills': 'bills total left mine guests place asked',
};
