import type { Shapes } from './open';

const branch = '/api/v1/branches/{branch}';
const ownMenu = 'version menu_version categories option_groups stations currency brand_currency';

/** What is called where branches of a brand are made and told apart: known by the parts that do so. */
export const branchShapes: Shapes = {
  [`POST ${branch}/brand/branches`]: 'id name',
  [`GET ${branch}/menu/own`]: ownMenu,
  [`PATCH ${branch}/menu/own`]: ownMenu,
};
