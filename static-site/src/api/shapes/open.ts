/**
 * The fields without which an answer is not the API's, by call. Each call with
 * a body in JSON is in this folder (`shapes.test.ts` holds this against the document);
 * of the others only the gateway's mark tells whose they are.
 */
export type Shapes = Readonly<Record<string, string>>;

const branch = '/api/v1/branches/{branch}';

/** What anyone may call who has a code. In pieces, because the guest's page is to be small at its start. */
export const openShapes: Shapes = {
  'GET /api/v1/tables/{code}': 'brand branch table session',
  'GET /api/v1/tables/{code}/menu': 'categories',
  [`GET ${branch}/menu`]: 'categories',
  [`GET ${branch}/tables`]: 'sections',
};
