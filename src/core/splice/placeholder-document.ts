/** What a viewer shows in place of a document that was removed. */
const NOTICE = 'This document was removed by de-identification.';

/** An STL without triangles: 80 bytes that say nothing, and their number. */
const EMPTY_STL = Buffer.alloc(84);

/** For types of which nothing valid is known, as short as a value can be. */
const NOTHING = Buffer.alloc(2);

const PLACEHOLDERS: ReadonlyMap<string, Uint8Array> = new Map<string, Uint8Array>([
  ['application/pdf', Buffer.from(pdfOf(NOTICE))],
  ['text/xml', Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<removed>${NOTICE}</removed>\n`)],
  ['text/plain', Buffer.from(`${NOTICE}\n`)],
  ['model/stl', EMPTY_STL],
  ['model/obj', Buffer.from(`# ${NOTICE}\n`)],
  ['model/mtl', Buffer.from(`# ${NOTICE}\n`)],
]);

/**
 * The dummy for an Encapsulated Document of a MIME type (PS3.3 §C.24.2): one that its viewers open where there is such,
 * always the same, of even length so that Encapsulated Document Length (0042,0015) is not required.
 */
export function placeholderDocument(mimeType: string): Uint8Array {
  return PLACEHOLDERS.get(mimeType.trim().toLowerCase()) ?? NOTHING;
}

/** A page of A5 with one line. */
function pdfOf(line: string): string {
  const content = `BT /F1 12 Tf 40 300 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`);
  const head = '%PDF-1.4\n';
  const offsets = objects.map((_, index) => head.length + objects.slice(0, index).join('').length);
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const size = objects.length + 1;
  const body = head + objects.join('');
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}
