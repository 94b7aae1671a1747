import { deflateSync } from 'node:zlib';
import {
  dataset,
  dicomFile,
  element,
  encapsulated,
  fileMeta,
  sequence,
  TRANSFER_SYNTAX,
  type Element,
} from '../support/data-sets';

/** Where the audit has to look, and a file with `bytes` planted there. The file says that it is of ANON-0001. */
export const PLANTED: Readonly<
  Record<string, (bytes: Buffer) => { readonly path: string; readonly file: Uint8Array }>
> = {
  preamble: (bytes) =>
    at('a.dcm', of([], { preamble: Buffer.concat([bytes, Buffer.alloc(128)]).subarray(0, 128) })),
  'file-meta': (bytes) =>
    at(
      'a.dcm',
      of([], {
        meta: [...fileMeta(dataset(), TRANSFER_SYNTAX.explicitLE), element(0x00020016, 'AE', bytes)],
      }),
    ),
  attribute: (bytes) => at('a.dcm', of([element(0x00081030, 'LO', bytes)])),
  sequence: (bytes) =>
    at('a.dcm', of([sequence(0x0040a730, [[sequence(0x0040a730, [[element(0x0040a160, 'UT', bytes)]])]])])),
  private: (bytes) =>
    at('a.dcm', of([element(0x00290010, 'LO', 'ACME 1.0'), element(0x00291001, 'OB', bytes)])),
  'private, in the middle of a long value': (bytes) => {
    const value = Buffer.concat([Buffer.alloc(262_140, 1), bytes, Buffer.alloc(300_000, 1)]);
    return at('a.dcm', of([element(0x00290010, 'LO', 'ACME 1.0'), element(0x00291001, 'OB', value)]));
  },
  unknown: (bytes) => at('a.dcm', of([element(0x00229fff, 'UN', bytes)])),
  overlay: (bytes) => at('a.dcm', of([element(0x60000022, 'LO', bytes)])),
  'sequence, deflated': (bytes) =>
    at(
      'a.dcm',
      of([sequence(0x0040a730, [[element(0x0040a160, 'UT', bytes)]])], {
        transferSyntax: TRANSFER_SYNTAX.deflatedLE,
      }),
    ),
  'sequence, hidden in UN': (bytes) =>
    at(
      'a.dcm',
      of([sequence(0x0040a730, [[element(0x0040a160, 'UT', bytes)]], { vr: 'UN', length: 'undefined' })]),
    ),
  trailing: (bytes) => at('a.dcm', of([], { trailing: bytes })),
  'trailing, far behind the pixels': (bytes) =>
    at('a.dcm', of([element(0x7fe00010, 'OW', new Array<number>(400_000).fill(3))], { trailing: bytes })),
  'pixel-header': (bytes) =>
    at(
      'a.dcm',
      of([encapsulated([jpegWithComment(bytes), jpegWithComment(Buffer.from('x'))])], {
        transferSyntax: TRANSFER_SYNTAX.jpegBaseline,
      }),
    ),
  'document, a compressed PDF': (bytes) => at('a.dcm', of(pdfDocument(bytes.toString('utf8')))),
  'document, CDA': (bytes) => at('a.dcm', of(xmlDocument(bytes.toString('utf8')))),
  path: (bytes) => at(`${bytes.toString('utf8').replace(/\//g, '-')}/a.dcm`, of([])),
};

function of(elements: readonly Element[], form: Parameters<typeof dicomFile>[1] = {}): Uint8Array {
  const patient = [element(0x00100010, 'PN', 'ANON-0001'), element(0x00100020, 'LO', 'ANON-0001')];
  const neutral = [
    element(0x00080020, 'DA', '20190105'),
    element(0x00080050, 'SH', ''),
    element(0x00100030, 'DA', ''),
  ];
  const uids = [element(0x0020000d, 'UI', '2.25.1'), element(0x0020000e, 'UI', '2.25.2')];
  return dicomFile(dataset(...patient, ...neutral, ...uids, ...elements), form);
}

function at(path: string, file: Uint8Array): { readonly path: string; readonly file: Uint8Array } {
  return { path, file };
}

/** The start of a JPEG stream: SOI, COM, SOS, and a little coded data. */
export function jpegWithComment(comment: Buffer): Uint8Array {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  const tail = [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9];
  return Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xfe), length, comment, Buffer.from(tail)]);
}

function xmlDocument(text: string): readonly Element[] {
  const [first, ...rest] = text.split(' ');
  const escaped = [first, rest.join(' ')].map((part) => part!.replace(/&/g, '&amp;').replace(/ß/g, '&#223;'));
  const xml = `<?xml version="1.0"?><ClinicalDocument><name><given>${escaped.join('</given> <family>')}</family></name></ClinicalDocument>`;
  return [element(0x00420012, 'LO', 'text/XML'), element(0x00420011, 'OB', Buffer.from(xml, 'utf8'))];
}

/** A PDF of one page whose text is compressed, as programs write it. */
export function pdfDocument(text: string): readonly Element[] {
  const content = deflateSync(
    Buffer.from(`BT /F1 12 Tf 72 720 Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`, 'latin1'),
  );
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const offsets: number[] = [];
  const add = (...body: (string | Buffer)[]): void => {
    offsets.push(Buffer.concat(parts).length);
    parts.push(
      Buffer.from(`${offsets.length} 0 obj\n`),
      ...body.map((each) => Buffer.from(each)),
      Buffer.from('\nendobj\n'),
    );
  };
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
  add(
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
  );
  add(`<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n`, content, '\nendstream');
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const start = Buffer.concat(parts).length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 6\n0000000000 65535 f \n${table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return [element(0x00420012, 'LO', 'application/pdf'), element(0x00420011, 'OB', Buffer.concat(parts))];
}
