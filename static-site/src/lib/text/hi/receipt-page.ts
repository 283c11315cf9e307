export { common } from './common';
export { receipt } from './receipt';
