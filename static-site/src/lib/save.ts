/** How long a browser may take to begin with a download before its address goes. */
const KEPT_MS = 60_000;

/** Saves what was fetched as a file, as a link to it would: the API wants a token, which links do not send. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
