import type { Shapes } from './open';

/** What the screen on the wall calls, beside its ticket. */
export const screenShapes: Shapes = {
  'GET /api/v1/branches/{branch}/status-board': 'preparing ready topics server_time',
  'POST /api/v1/realtime/tickets': 'url',
};
