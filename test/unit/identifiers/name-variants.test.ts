import assert from 'node:assert/strict';
import { variantsOf } from '../../../src/core/identifiers/name-variants';

function assertVariants(name: string, ...expected: readonly string[]): void {
  const variants = variantsOf(name, name).map(({ key }) => key);
  for (const variant of expected) assert.ok(variants.includes(variant), `${name}: ${variant}`);
}

describe('a name in the cases of its language', () => {
  it('is that of Russian surnames declined like adjectives', () => {
    assertVariants('толстой', 'толстого', 'толстому', 'толстая', 'толстую');
    assertVariants('белый', 'белого', 'белым');
  });

  it('is that of Greek names, with the last sigma as the others', () => {
    assertVariants('μαρκησ', 'μαρκη', 'μαρκου');
    assertVariants('παπαδοπουλοσ', 'παπαδοπουλου', 'παπαδοπουλο');
    assertVariants('μαρια', 'μαριασ');
  });
});
