import type { QrPath } from '$api/types';
import type { CardTexts } from '$lib/text/translation';
import { drawA7 } from './a7';
import { drawingOf, type Drawing, type FaceOfCard } from './drawing';
import type { Ruler } from './fit';
import { FORMATS, type FormatName } from './formats';
import type { Look } from './look';
import { Pen } from './pen';
import { drawSticker } from './sticker';
import { drawTent } from './tent';

export interface Wifi {
  readonly name: string;
  /** Empty for a network that needs none. */
  readonly password: string;
}

/** What stands on the card of one table. */
export interface CardContent {
  readonly brand: string;
  /** Empty where it says no more than the brand. */
  readonly branch: string;
  readonly table: string;
  readonly section: string;
  /** Of the table's link, for who types it. */
  readonly code: string;
  readonly address: string;
  readonly qr: QrPath;
}

/** What the house wants of all its cards. */
export interface CardWishes {
  /** One or two languages, the first one first. */
  readonly words: readonly CardTexts[];
  /** Whether guests need a PIN: a card must not ask for what there is not. */
  readonly pin: boolean;
  readonly wifi: Wifi | null;
  readonly look: Look;
}

/** One face of a format. */
export type DrawFace = (content: CardContent, wishes: CardWishes, pen: Pen) => FaceOfCard;

const FACES: Readonly<Record<FormatName, DrawFace>> = { tent: drawTent, a7: drawA7, sticker: drawSticker };

/** The card of a table. The same for screen, printer and files: they all take it from here. */
export function draw(format: FormatName, content: CardContent, wishes: CardWishes, ruler: Ruler): Drawing {
  const { letters } = wishes.look;
  return drawingOf(FORMATS[format], FACES[format](content, wishes, new Pen(ruler, letters)), letters);
}
