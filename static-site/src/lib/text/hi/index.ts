export { common } from './common';
export { guest } from './guest';
export { landing } from './landing';
export { search } from './search';
export { seat } from './seat';
export { settle } from './settle';
