import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Wishes {
  /** Text has to keep 7:1, not 4.5:1. */
  enhancedContrast?: boolean;
}

/**
 * What axe finds serious or critical on the page as it stands, in light and
 * in dark, one line each. Only contrast depends on the scheme.
 */
export async function findings(page: Page, { enhancedContrast = false }: Wishes = {}): Promise<string[]> {
  const contrast = enhancedContrast ? ['color-contrast', 'color-contrast-enhanced'] : ['color-contrast'];
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const options: axe.RunOptions =
      colorScheme === 'light'
        ? { rules: Object.fromEntries(contrast.map((rule) => [rule, { enabled: true }])) }
        : { runOnly: { type: 'rule', values: contrast } };
    for (const line of await run(page, options)) found.push(`${colorScheme}: ${line}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return found;
}

async function run(page: Page, options: axe.RunOptions): Promise<string[]> {
  // Evaluated by the debugger, which the content policy of the page does not bind.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  await page.evaluate(settled);
  const violations = await page.evaluate(
    async (given) => {
      // What lies behind a modal dialog is another state, looked at on its own.
      const scope = document.querySelector('dialog[open]') ?? document;
      return (await (window as unknown as { axe: typeof axe }).axe.run(scope, given)).violations;
    },
    { ...options, resultTypes: ['violations'] } satisfies axe.RunOptions,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`));
}

/** Colours that are still on their way from one scheme to the other have no contrast to speak of. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map(({ finished }) => finished.catch(() => {})));
}
