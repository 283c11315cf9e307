import { PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel. */
  readonly data: Uint8ClampedArray;
}

/** A page as a printer puts it on paper. */
export interface Printed {
  /** In millimetres. */
  readonly width: number;
  readonly height: number;
  /** A rectangle of it, in millimetres from its upper left corner. */
  readonly part: (box: { x: number; y: number; width: number; height: number }) => Pixels;
}

const DPI = 200;
const MM_PER_INCH = 25.4;

/**
 * The pages of a PDF as pixels, by the engine that many programs print with. Of pages that are not
 * `wanted` only the size is known: making pixels is what takes time.
 */
export async function printed(pdf: Uint8Array, wanted: (page: number) => boolean = () => true): Promise<Printed[]> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(pdf);
    const pages: Printed[] = [];
    for (const page of document.pages()) {
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const [width, height] = [originalWidth, originalHeight].map((points) => (points / 72) * MM_PER_INCH) as [number, number];
      const pixels = wanted(pages.length) ? await pixelsOf(page) : null;
      const part: Printed['part'] = (box) => {
        if (!pixels) throw new Error('of this page nobody wanted the pixels');
        return cropped(pixels, box);
      };
      pages.push({ width, height, part });
    }
    document.destroy();
    return pages;
  } finally {
    library.destroy();
  }
}

async function pixelsOf(page: PDFiumPage): Promise<Pixels> {
  const { width, height, data } = await page.render({ scale: DPI / 72, render: 'bitmap' });
  return { width, height, data: Uint8ClampedArray.from(data) };
}

function cropped({ width, height, data }: Pixels, box: Parameters<Printed['part']>[0]): Pixels {
  const pixel = (mm: number) => Math.round((mm / MM_PER_INCH) * DPI);
  const [left, top] = [Math.max(0, pixel(box.x)), Math.max(0, pixel(box.y))];
  const wide = Math.min(width - left, pixel(box.width));
  const high = Math.min(height - top, pixel(box.height));
  const part = new Uint8ClampedArray(wide * high * 4);
  for (let row = 0; row < high; row += 1) {
    const from = ((top + row) * width + left) * 4;
    part.set(data.subarray(from, from + wide * 4), row * wide * 4);
  }
  return { width: wide, height: high, data: part };
}
