import type { Shapes } from './open';
import { cart, order, seatShapes } from './seat';

const branch = '/api/v1/branches/{branch}';
const thing = 'id version';
const signedIn = 'access_token expires_in staff';

/** What staff call, and what no page calls today. */
export const otherShapes: Shapes = {
  ...seatShapes,
  'POST /api/v1/sessions/resume': 'token session guest',
  'GET /api/v1/cart': cart,
  'DELETE /api/v1/cart': cart,
  'DELETE /api/v1/cart/lines/{line}': cart,
  'GET /api/v1/orders': 'orders',
  'GET /api/v1/orders/{order}': order,
  'GET /api/v1/set-up': 'done',
  'POST /api/v1/set-up': `${signedIn} branch`,
  'POST /api/v1/auth/sign-in': signedIn,
  'POST /api/v1/auth/refresh': signedIn,
  'GET /api/v1/auth/branches': 'branches',
  'POST /api/v1/auth/links': 'purpose name brand branches',
  'POST /api/v1/auth/links/join': signedIn,
  'POST /api/v1/auth/links/password': signedIn,
  [`GET ${branch}/team`]: 'people invitations branches roles whole_brand',
  [`POST ${branch}/team/invitations`]: 'id link expires_at',
  [`POST ${branch}/team/people/{person}/reset`]: 'id link expires_at',
  [`GET ${branch}`]: `${thing} name`,
  [`PATCH ${branch}`]: `${thing} name`,
  [`PATCH ${branch}/tables/{table}`]: thing,
  [`POST ${branch}/tables/{table}/code`]: `${thing} code url`,
  [`POST ${branch}/tables/{table}/open`]: 'pin session',
  [`GET ${branch}/menu/draft`]: 'version published_version categories problems topics server_time',
  [`GET ${branch}/menu/draft/changes`]: 'version published_version changes',
  [`POST ${branch}/menu/draft/commands`]: 'version changes',
  [`POST ${branch}/menu/publish`]: 'version draft_version',
  [`POST ${branch}/menu/rollback`]: 'version draft_version',
  [`POST ${branch}/menu/imports`]: 'summary rows',
  [`GET ${branch}/menu/versions`]: 'current versions',
  [`GET ${branch}/cards`]: 'branch cards',
  [`GET ${branch}/figures`]: 'today recent topics server_time',
  [`GET ${branch}/floor`]: 'sections orders calls topics server_time',
  [`GET ${branch}/kitchen`]: 'orders topics server_time',
  [`PATCH ${branch}/calls/{call}`]: `${thing} reason status`,
  [`PATCH ${branch}/orders/{order}`]: order,
  [`PATCH ${branch}/orders/{order}/lines/{line}`]: order,
  [`GET ${branch}/sessions/{session}`]: 'session orders',
  [`PATCH ${branch}/sessions/{session}`]: thing,
  [`POST ${branch}/sessions/{session}/close`]: `${thing} status`,
  [`GET ${branch}/sessions/{session}/pin`]: 'pin',
  [`POST ${branch}/sessions/{session}/pin/rotate`]: 'pin',
};
