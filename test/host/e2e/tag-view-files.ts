import { dataset, dicomFile, element, sequence } from '../../support/data-sets';

/** Markup, a value of 10,000 characters, and marks that turn the direction of writing around. */
export const HOSTILE_NAME = `<img src=x onerror="document.title='owned'"><b>bold</b>`;
const RIGHT_TO_LEFT = '\u202Eevil\u2066\u05D0\u05D1\u05D2';

/** A file whose values try to become markup, fill the screen or turn the page around. */
export function hostileFile(): Uint8Array {
  return dicomFile(
    dataset(
      element(0x00080005, 'CS', 'ISO_IR 192'),
      element(0x00080080, 'LO', `${RIGHT_TO_LEFT}^after`),
      element(0x00081030, 'LO', '<script>alert(1)</script>'),
      element(0x00100010, 'PN', HOSTILE_NAME),
      element(0x00104000, 'LT', 'x'.repeat(10_000)),
      element(0x00090010, 'LO', '"><svg onload=alert(1)>'),
      element(0x00091001, 'LO', '${7*7}{{7*7}}\u0000\u0007bell'),
    ),
  );
}

/** A file that fits on a screen, with a sequence in a sequence. */
export function smallFile(name = 'Doe^Jane'): Uint8Array {
  const purpose = sequence(0x0040a170, [[element(0x00080104, 'LO', 'For comparison')]]);
  const study = [element(0x00081150, 'UI', '1.2.840.10008.3.1.2.3.1'), purpose];
  return dicomFile(
    dataset(
      sequence(0x00081110, [study, study]),
      element(0x00100010, 'PN', name),
      element(0x00101010, 'AS', '067Y'),
    ),
  );
}

/** A file with `count` elements and more, in items of a sequence. */
export function bigFile(count: number): Uint8Array {
  const items = Array.from({ length: count / 4 }, (_, index) => [
    element(0x00080100, 'SH', `C-${index}`),
    element(0x00080102, 'SH', 'DCM'),
    element(0x00080104, 'LO', `Code number ${index}`),
    element(0x00080105, 'CS', 'DCMR'),
  ]);
  return dicomFile(dataset(sequence(0x00081032, items)));
}
