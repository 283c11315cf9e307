/** Of a page, in millimetres. */
interface Sheet {
  width: number;
  height: number;
}

/**
 * Tells the printer the size of a page, until the returned function is called. Only a rule of a style
 * sheet can, and the content policy allows none in the markup. The margins are the sheet's own.
 */
export function choosePaper({ width, height }: Sheet): () => void {
  const sheet = [...document.styleSheets].filter(isOurs).at(-1);
  if (!sheet) return () => {};
  const at = sheet.insertRule(`@page { size: ${width}mm ${height}mm; margin: 0 }`, sheet.cssRules.length);
  const rule = sheet.cssRules[at];
  return () => {
    const now = [...sheet.cssRules].indexOf(rule as CSSRule);
    if (now >= 0) sheet.deleteRule(now);
  };
}

/** What extensions of a browser add cannot be read. */
function isOurs(sheet: CSSStyleSheet): boolean {
  try {
    return sheet.cssRules.length >= 0;
  } catch {
    return false;
  }
}
