import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const AXE = resolve('node_modules/axe-core/axe.min.js');

/** What axe-core finds wrong in the webview that holds `selector`: a line for each violation, none if all is well. */
export async function findViolations(page: Page, selector: string): Promise<readonly string[]> {
  for (const frame of page.frames()) {
    if ((await frame.locator(selector).count()) === 0) continue;
    // The page's policy lets no script in; the debugger's evaluation is not bound by it.
    await frame.evaluate(readFileSync(AXE, 'utf8'));
    const { violations } = await frame.evaluate<{ readonly violations: readonly Violation[] }>('axe.run()');
    return violations.map(describe);
  }
  throw new Error(`no frame holds ${selector}`);
}

function describe({ id, help, nodes }: Violation): string {
  const [first] = nodes;
  return `${id}: ${help} (${nodes.length}) ${first?.html} ${first?.failureSummary}`;
}
