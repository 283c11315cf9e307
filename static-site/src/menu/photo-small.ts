/** The longest side of what is sent, in CSS pixels: twice what a phone shows. */
const SIDE = 1_600;
const QUALITY = 0.85;

/**
 * A photo as it is sent: small, upright, and without what a camera wrote into it. Throws when the
 * browser cannot read it.
 */
export async function smaller(file: Blob): Promise<Blob> {
  // An image, not a bitmap: old engines turn only this one upright. The policy allows no blob: address.
  const image = new Image();
  image.src = await dataUrl(file);
  await image.decode();
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(1, SIDE / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(naturalHeight * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  // JPEG knows nothing transparent.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
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
