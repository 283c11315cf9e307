export type { PhotoTexts } from './en/photo';
