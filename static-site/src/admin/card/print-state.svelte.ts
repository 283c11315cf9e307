import { SvelteSet } from 'svelte/reactivity';
import type { CardSheet, DisplayFace, TableCard } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { saveFile } from '$lib/save';
import { recall, remember } from '$lib/staff/device';
import { cardLanguages, cardWords } from '$lib/text/card';
import { admin as text } from '$lib/text/admin';
import { seen } from '$lib/typed';
import { toast } from '$lib/ui/toast.svelte';
import { fileName } from '../cards';
import { draw, type CardContent, type CardWishes } from './draw';
import type { Drawing } from './drawing';
import type { Picture } from './files';
import { FORMATS, FORMAT_NAMES, PAPER_NAMES, pagesOf, sheetOf, type FormatName, type PaperName } from './formats';
import { type Letters, lettersOf } from './letters';
import type { Look } from './look';
import { colouredAs, logoOf } from './look-of';
import { deviceRuler } from './ruler';

/** How the card on a table stands to what it should say. */
export type Standing = TableCard['printed']['standing'];

/** Cards that were made, with the address that they carry. */
export interface Made {
  cards: readonly TableCard[];
  origin: string;
}

/** What the house chose for its cards last time, on this device. */
interface Kept {
  format?: string;
  paper?: string;
  words?: string;
  wifi?: { name: string; password: string };
}

/** All languages that cards can have, at once. */
export const ALL_WORDS = cardLanguages.map(({ code }) => code).join('+');

/** The choices of words: each language, and all of them. */
export const WORDS: readonly string[] = [...cardLanguages.map(({ code }) => code), ALL_WORDS];

/** Where offices buy Letter. */
const LETTER = /-(US|CA|MX|PH|CL|CO|VE)\b/;

const oneOf = <Name extends string>(names: readonly Name[], name: string | undefined, other: Name): Name =>
  names.find((one) => one === name) ?? other;

/** What is to be printed of a branch's cards, and how. */
export class PrintState {
  readonly #kept: Kept;
  readonly #tasks = new OneAtATime();
  readonly #read: () => CardSheet;
  format = $state<FormatName>('tent');
  paper = $state<PaperName>('a4');
  words = $state('en');
  network = $state('');
  password = $state('');
  /** The tables that are left out, so that a table that comes later is in. */
  readonly without = new SvelteSet<string>();
  /** What has just been made, until somebody says whether it lies on the tables. */
  made = $state.raw<Made | null>(null);
  /** The logo, once it is here; it did not come, or there is none. */
  #logo = $state.raw<{ photo: string; picture: string | null } | null>(null);
  /** The brand's letters, the same. */
  #letters = $state.raw<{ face: DisplayFace; letters: Letters | null } | null>(null);
  readonly look: Look = $derived.by(() => ({
    ...colouredAs(this.#read().looks),
    logo: this.#logo?.picture ?? null,
    letters: this.#letters?.letters ?? null,
  }));
  readonly #ruler = $derived(deviceRuler(this.#letters?.letters ?? null));

  readonly cards = $derived.by(() => this.#read().cards.filter(({ id }) => !this.without.has(id)));
  readonly sheet = $derived(sheetOf(FORMATS[this.format], this.paper));
  readonly drawings: readonly Drawing[] = $derived.by(() => this.cards.map((card) => this.#draw(card)));
  readonly pages = $derived(pagesOf(this.cards.map((card, at) => ({ card, drawing: this.drawings[at] })), this.sheet));

  constructor(
    /** The branch's cards as they are now. */
    read: () => CardSheet,
    only: readonly string[] | null,
  ) {
    this.#read = read;
    const { branch, cards } = read();
    this.#kept = recall<Kept>(`cards.${branch.id}.wishes`) ?? {};
    this.format = oneOf(FORMAT_NAMES, this.#kept.format, 'tent');
    this.paper = oneOf(PAPER_NAMES, this.#kept.paper, LETTER.test(navigator.language) ? 'letter' : 'a4');
    this.words = oneOf(WORDS, this.#kept.words, 'en');
    this.network = this.#kept.wifi?.name ?? '';
    this.password = this.#kept.wifi?.password ?? '';
    if (only) this.choose(cards.filter(({ id }) => only.includes(id)));
  }

  /** Keeps what was chosen on this device. Fits `$effect`. */
  keep(): void {
    const { format, paper, words, network, password } = this;
    const kept: Kept = { format, paper, words, wifi: { name: seen(network), password: seen(password) } };
    remember(`cards.${this.#read().branch.id}.wishes`, kept);
  }

  busy(what: string): boolean {
    return this.#tasks.has(what);
  }

  /** The house has a logo or letters that have not come yet: cards would be without them. */
  get waiting(): boolean {
    const { logo, face } = this.#read().looks;
    return (logo ?? undefined) !== this.#logo?.photo || face !== (this.#letters?.face ?? 'plain');
  }

  /** What did not come. */
  get bare(): 'logo' | 'letters' | 'both' | null {
    const [logo, letters] = [this.#logo?.picture === null, this.#letters?.letters === null];
    if (logo && letters) return 'both';
    return logo ? 'logo' : letters ? 'letters' : null;
  }

  /** Fetches the logo and the letters that the house has now. Fits `$effect`. */
  dress(): void {
    const { logo: photo, face } = this.#read().looks;
    if (face === 'plain') this.#letters = null;
    else {
      void lettersOf(face)
        .catch(() => null)
        .then((letters) => {
          // Meanwhile there may be others.
          if (this.#read().looks.face === face) this.#letters = { face, letters };
        });
    }
    if (!photo) this.#logo = null;
    else {
      void logoOf(photo)
        .catch(() => null)
        .then((picture) => {
          // Meanwhile there may be another one.
          if (this.#read().looks.logo === photo) this.#logo = { photo, picture };
        });
    }
  }

  /** These and no others. */
  choose(cards: readonly TableCard[]): void {
    const wanted = new Set(cards.map(({ id }) => id));
    for (const { id } of this.#read().cards) this.toggle(id, wanted.has(id));
  }

  toggle(id: string, wanted: boolean): void {
    if (wanted) this.without.delete(id);
    else this.without.add(id);
  }

  standing(standing: Standing): TableCard[] {
    return this.#read().cards.filter(({ printed }) => printed.standing === standing);
  }

  async print(pictures: Iterable<HTMLImageElement>): Promise<void> {
    // What has not been drawn yet would be missing on paper.
    await Promise.allSettled([...pictures].map((picture) => picture.decode()));
    const made = this.#wanted;
    window.print();
    this.made = made;
  }

  async savePdf(): Promise<void> {
    await this.#save('pdf', async ({ pdfOf }) => {
      const name = `${text.print.file(fileName(this.#read().branch.name))}-${this.format}.pdf`;
      saveFile(new Blob([await pdfOf(this.drawings, this.sheet)], { type: 'application/pdf' }), name);
    });
  }

  /** One card as a file, several in an archive. */
  async savePictures(as: Picture): Promise<void> {
    await this.#save(as, async ({ pictureOf, zipOf }) => {
      const named = this.cards.flatMap((card, at) => {
        const drawing = this.drawings[at];
        return drawing ? [{ name: `${text.card.file(fileName(card.name))}-${this.format}`, drawing }] : [];
      });
      const [first] = named;
      if (first && named.length === 1) {
        const type = as === 'svg' ? 'image/svg+xml' : 'image/png';
        saveFile(new Blob([await pictureOf(first.drawing, as)], { type }), `${first.name}.${as}`);
      } else {
        const name = `${text.print.file(fileName(this.#read().branch.name))}-${this.format}-${as}.zip`;
        saveFile(new Blob([await zipOf(named, as)], { type: 'application/zip' }), name);
      }
    });
  }

  /** The code that makes files is fetched when somebody wants one. */
  async #save(what: string, work: (files: typeof import('./files')) => Promise<void>): Promise<void> {
    await this.#tasks.run(what, async () => {
      const made = this.#wanted;
      try {
        await work(await import('./files'));
        this.made = made;
      } catch {
        toast(text.card.downloadFailed, 'bad');
      }
    });
  }

  /** What would be made now. */
  get #wanted(): Made {
    return { cards: this.cards, origin: this.#read().site.origin };
  }

  get #wishes(): CardWishes {
    const name = seen(this.network);
    return {
      words: cardWords(this.words.split('+')),
      // Every branch lets guests in by PIN. One that will not has to say so here, and the step is gone.
      pin: true,
      wifi: name ? { name, password: seen(this.password) } : null,
      look: this.look,
    };
  }

  #draw(card: TableCard): Drawing {
    const { brand, name: branch } = this.#read().branch;
    const content: CardContent = {
      brand,
      branch: branch === brand ? '' : branch,
      table: card.name,
      section: card.section,
      code: card.code,
      address: card.short_url,
      qr: card.qr,
    };
    return draw(this.format, content, this.#wishes, this.#ruler);
  }
}
