import type { Shapes } from './open';

const branch = '/api/v1/branches/{branch}';
const day = 'day status drawer';

/** What is called where a day is counted and closed: known by the part that does so. */
export const tillShapes: Shapes = {
  [`GET ${branch}/day`]: day,
  [`POST ${branch}/day/open`]: 'id kind amount',
  [`POST ${branch}/day/cash`]: 'id kind amount',
  [`POST ${branch}/day/close`]: day,
  [`POST ${branch}/days/{day}/print`]: 'id printer_id content status created_at version',
  [`GET ${branch}/days`]: 'days',
  [`GET ${branch}/days/{day}`]: day,
};
