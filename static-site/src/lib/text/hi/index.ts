export { common } from './common';
export { guest } from './guest';
export { landing } from './landing';
export { seat } from './seat';
