import { baselineJpeg } from './baseline-jpeg';
import { phantomSamples } from './phantom';
import type { Random } from './random';

/** What lies about in an export beside DICOM: path to content. */
export function clutterFiles(
  random: Random,
  thoraxFolder: string,
  heartFolder: string,
): Readonly<Record<string, Uint8Array>> {
  return {
    'autorun.inf': text('[autorun]\r\nopen=viewer.exe\r\nlabel=ELSEWHERE PACS\r\n'),
    'README.TXT': text('Images of St. Elsewhere University Hospital. Start viewer.exe to look at them.\r\n'),
    [`${thoraxFolder}/report.txt`]: text(
      'Patient: Jürgen Müller, geb. 11.03.1956, ID 007123\nBefund: Rundherd im rechten Oberlappen, 12 mm.\n',
    ),
    [`${thoraxFolder}/Thumbs.db`]: Buffer.concat([COMPOUND_FILE_SIGNATURE, Buffer.alloc(504)]),
    [`${heartFolder}/.DS_Store`]: Buffer.concat([DS_STORE_SIGNATURE, Buffer.alloc(120)]),
    [`${heartFolder}/preview.jpg`]: preview(random),
  };
}

const COMPOUND_FILE_SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const DS_STORE_SIGNATURE = Buffer.from('0000000142756431', 'hex');

function preview(random: Random): Uint8Array {
  const size = { rows: 64, columns: 64 };
  return baselineJpeg(phantomSamples({ ...size, maximum: 250, position: 0.5 }, random), size);
}

function text(content: string): Uint8Array {
  return Buffer.from(content, 'utf8');
}
