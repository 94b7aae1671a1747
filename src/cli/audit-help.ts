/** What `--help` of the audit prints. */
export function auditHelpText(): string {
  return [
    'Usage: npm run audit -- FOLDER [options]',
    '',
    'Searches anonymised files for what is known of the patients: names, IDs, birth dates, accession numbers,',
    'original UIDs and dates, in every value, file meta, private attributes, stray bytes, documents and paths,',
    'in every character set; and checks that the files fit together. Changes nothing.',
    '',
    'Options:',
    '  --workbook FILE   the mapping workbook (~/dicom-anon-mapping.xlsx)',
    '  --source FOLDER   the originals: what they say of their patients is searched for, too',
    '  --pixels          search the values of Pixel Data, too (not what the images show)',
    '  --report FILE     write all findings into FILE (.md or .csv)',
    '  --json            print one JSON object at the end, progress to stderr',
    '  -h, --help        this text',
    '  -V, --version     the version',
    '',
    'Exit status: 0 nothing found, 1 something found or unreadable, 2 refused, 130 cancelled.',
  ].join('\n');
}
