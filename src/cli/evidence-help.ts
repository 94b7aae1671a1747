/** What `--help` of the evidence prints. */
export function evidenceHelpText(): string {
  return [
    'Usage: npm run evidence -- OUTPUT --to FOLDER [options]',
    '',
    'Writes what an ethics board, a recipient or a repository wants to know of anonymised files, without any',
    'patient data, into FOLDER: a page to read and print, the same as JSON, and the checksums of the files.',
    'Audits OUTPUT first; changes nothing in it. An earlier export in FOLDER is replaced, nothing else is.',
    '',
    'Options:',
    '  --to FOLDER           where the evidence goes: a new or empty folder',
    '  --workbook FILE       the mapping workbook (~/dicom-anon-mapping.xlsx)',
    '  --policy NAME|FILE    the policy with which the files were anonymised; also --option, --no-option, --keep-…,',
    '                        --hold-back, --fail-on',
    '  --crosswalks FOLDER   CONFIDENTIAL: write uid_crosswalk.csv and patid_crosswalk.csv (id_old,id_new), too',
    '  --source FOLDER       the originals: all their UIDs are in the crosswalk, else those of the studies',
    '  --no-validator        do not run dciodvfy, even where it is installed',
    '  --no-paths            list checksums by number: for files whose names were kept from the originals',
    '  --json                print one JSON object at the end, progress to stderr',
    '  -h, --help            this text',
    '  -V, --version         the version',
    '',
    'Exit status: 0 written, 2 refused, 130 cancelled. What the audit found is in the evidence.',
  ].join('\n');
}
