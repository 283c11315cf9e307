/**
 * The fields without which an answer is not the API's, by call. Each call with
 * a body in JSON is here (`shapes.test.ts` holds this against the document);
 * of the others only the gateway's mark tells whose they are.
 */
const branch = '/api/v1/branches/{branch}';
const thing = 'id version';
const cart = `${thing} lines total`;
const moved = `${thing} number status lines`;
const joined = 'token session guest';
const signedIn = 'access_token expires_in staff';

export const shapes: Readonly<Record<string, string>> = {
  'GET /api/v1/tables/{code}': 'brand branch table session',
  'GET /api/v1/tables/{code}/menu': 'categories',
  'POST /api/v1/sessions/join': joined,
  'POST /api/v1/sessions/resume': joined,
  'GET /api/v1/session': 'session check guests cart orders calls topics',
  'POST /api/v1/realtime/tickets': 'url',
  'GET /api/v1/cart': cart,
  'DELETE /api/v1/cart': cart,
  'PUT /api/v1/cart/lines/{line}': cart,
  'DELETE /api/v1/cart/lines/{line}': cart,
  'GET /api/v1/orders': 'orders',
  'POST /api/v1/orders': moved,
  'GET /api/v1/orders/{order}': moved,
  'POST /api/v1/calls': `${thing} reason status`,
  'POST /api/v1/auth/sign-in': signedIn,
  'POST /api/v1/auth/refresh': signedIn,
  'GET /api/v1/auth/branches': 'branches',
  [`GET ${branch}`]: `${thing} name`,
  [`PATCH ${branch}`]: `${thing} name`,
  [`GET ${branch}/menu`]: 'categories',
  [`GET ${branch}/tables`]: 'sections',
  [`PATCH ${branch}/tables/{table}`]: thing,
  [`POST ${branch}/tables/{table}/code`]: `${thing} code url`,
  [`POST ${branch}/tables/{table}/open`]: 'pin session',
  [`GET ${branch}/cards`]: 'branch cards',
  [`GET ${branch}/figures`]: 'today recent topics server_time',
  [`GET ${branch}/floor`]: 'sections orders calls topics server_time',
  [`GET ${branch}/kitchen`]: 'orders topics server_time',
  [`PATCH ${branch}/calls/{call}`]: `${thing} reason status`,
  [`PATCH ${branch}/orders/{order}`]: moved,
  [`PATCH ${branch}/orders/{order}/lines/{line}`]: moved,
  [`GET ${branch}/sessions/{session}`]: 'session orders',
  [`PATCH ${branch}/sessions/{session}`]: thing,
  [`POST ${branch}/sessions/{session}/close`]: `${thing} status`,
  [`GET ${branch}/sessions/{session}/pin`]: 'pin',
  [`POST ${branch}/sessions/{session}/pin/rotate`]: 'pin',
};
