/** The longest side of what is sent, in CSS pixels: twice what a phone shows. */
const SIDE = 1_600;
const QUALITY = 0.85;

/**
 * A photo as it is sent: small, upright, and without what a camera wrote into it. Throws when the
 * browser cannot read it.
 */
export const smaller = (file: Blob): Promise<Blob> => drawn(file, false);

/** The same as a square, with white beside what is no square: a logo is shown whole. */
export const squared = (file: Blob): Promise<Blob> => drawn(file, true);

async function drawn(file: Blob, square: boolean): Promise<Blob> {
  // An image, not a bitmap: old engines turn only this one upright. The policy allows no blob: address.
  const image = new Image();
  image.src = await dataUrl(file);
  await image.decode();
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, SIDE / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement('canvas');
  const [width, height] = [naturalWidth, naturalHeight].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const side = Math.max(width, height);
  canvas.width = square ? side : width;
  canvas.height = square ? side : height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  // JPEG knows nothing transparent.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}

function dataUrl(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
