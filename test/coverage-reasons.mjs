// Why lines of src/core are reached by no test, or only in part: each is given by a piece of its text. "npm run coverage"
// lists lines without a reason, and reasons without such lines.
const AUDIT = 'src/core/audit/';
const DICOM = 'src/core/dicom/';
const IDENTIFIERS = 'src/core/identifiers/';
const IO = 'src/core/io/';
const MAPPING = 'src/core/mapping/';
const PACKED = 'src/core/packed/';
const POLICY = 'src/core/policy/';
const RUN = 'src/core/run/';
const VIEW = 'src/core/view/';

export const UNCOVERED = [
  {
    reason:
      'an error that is no fault of a file or of the file system is a mistake of the program: it goes on as it is',
    at: {
      [`${IO}missing.ts`]: ["code ?? '';"],
      [`${IO}file-output.ts`]: ["code !== 'string') throw error;"],
      [`${IO}file-source.ts`]: ["code !== 'string') throw error;"],
      [`${IO}temporary.ts`]: ["typeof code !== 'string') throw error;"],
      [`${IO}walk.ts`]: ["code !== 'string') throw error;"],
      [`${MAPPING}file-error.ts`]: [
        'const code = error instanceof Error ?',
        'const { code, syscall } = (error ?? {})',
      ],
      [`${POLICY}file/source-text.ts`]: ['if (!(error instanceof RangeError)) throw error;'],
      [`${RUN}anonymise-folder.ts`]: ['throw error;'],
      [`${RUN}batches.ts`]: ['throw error;'],
      [`${RUN}describe-outputs.ts`]: ['if (!(error instanceof DicomError)) throw error;'],
      [`${RUN}destination-folders.ts`]: ['if (code === undefined) throw error;'],
      [`${RUN}examples.ts`]: ['throw error;'],
      [`${RUN}foreign-project.ts`]: ['throw error;'],
      [`${RUN}place-dicomdir.ts`]: ['throw error;'],
      [`${RUN}rewrite-folder.ts`]: [
        'if (!(error instanceof UserError)) throw error;',
        "code !== 'string') throw error;",
      ],
      [`${RUN}uid-crosswalk.ts`]: ['if (!(error instanceof DicomError)) throw error;'],
      [`${VIEW}data-set-walk.ts`]: ['if (!(error instanceof ReadFault)) throw error;'],
      [`${VIEW}read-attributes.ts`]: ['throw error;'],
      [`${VIEW}scanner-reader.ts`]: ['if (!(error instanceof DicomError)) throw error;'],
    },
  },
  {
    reason: 'types allow it, and the code before has ruled it out',
    at: {
      [`${RUN}copied-documents.ts`]: ["targetNames.next().value ?? ''"],
      [`${RUN}copies.ts`]: ["targetNames.next().value ?? ''"],
      [`${RUN}file-store.ts`]: ['this.count = unpacked?.length ?? 0;'],
      [`${AUDIT}byte-forms.ts`]: ['text.codePointAt(0) ?? 0', 'code !== 0xfffd && text.length'],
      [`${AUDIT}date-needles.ts`]: ['if (name === undefined) return [];'],
      [`${AUDIT}file-leaks.ts`]: ['last < 0 ? 0 : window.endOf(last)'],
      [`${DICOM}header-window.ts`]: [
        'read: () => 0 };',
        '?? 0) && from + length',
        '(this.regionEnd[region] ?? 0)',
      ],
      [`${DICOM}hidden-sequence.ts`]: ['if (!window.load(header.value, 8)) return false;'],
      [`${IDENTIFIERS}clean-text.ts`]: ['finding.date?.edits(replacement) ?? []'],
      [`${IDENTIFIERS}date-form.ts`]: ['start === undefined ? NaN', "?? '');"],
      [`${IDENTIFIERS}date-search.ts`]: ['[0]?.month ?? 0;'],
      [`${IO}output-comparison.ts`]: ['?? Infinity);'],
      [`${IO}walk.ts`]: ["code ?? 'UNKNOWN';"],
      [`${PACKED}pair-table.ts`]: ["if (this.index === undefined) throw new Error('the table is sealed');"],
      [`${PACKED}records.ts`]: ['at: (position) => (position < length'],
      [`${POLICY}ps315/concept-rules.ts`]: ['VALUE_VR[valueType] ?? VR.SQ'],
      [`${POLICY}file/source-text.ts`]: ['value.parent?.children?.[0] ?? value'],
      [`${RUN}check-paths.ts`]: ['.find(pathExists) ?? path;'],
      [`${RUN}evidence-folders.ts`]: ['.find((each) => existsSync(each)) ?? path;'],
      [`${RUN}file-list.ts`]: ['if (!outcome) continue;'],
      [`${RUN}run-leaks.ts`]: ["if (leak.confidence === 'low') return;"],
      [`${RUN}named-patients.ts`]: ['if (position >= this.length) return undefined;'],
      [`${RUN}prepare-destination.ts`]: ["code ?? 'unknown error'"],
      [`${RUN}preview-table.ts`]: ["example ?? { before: '', after: '' }"],
      [`${RUN}surveyed-patients.ts`]: ["throw new Error('all patients are known already');"],
      [`src/core/splice/edit-list.ts`]: ['(recipe: number) => void = () => undefined,'],
      [`src/core/splice/rewrite-planner.ts`]: ["?.value ?? '';"],
      [`${VIEW}dcmjs-cursor.ts`]: ['vrName(vrOf(number) || vrCode(vr) || VR.UN)'],
    },
  },
  {
    reason: 'an interface of the language asks for it, and nobody does',
    at: { [`${MAPPING}packed-rows.ts`]: ['get size(): number {'] },
  },
  {
    reason:
      'a date of the first years of the Meiji era that moves to before it: no patient was examined then',
    at: { [`${IDENTIFIERS}date-form.ts`]: ['?? ERAS.at(-1)!'] },
  },
  {
    reason: 'rules about concepts are looked up by their codes before anybody gets here',
    at: { [`${POLICY}surroundings.ts`]: ["case 'concept':"] },
  },
  {
    reason: 'differs on another platform or with another Node.js, or where the system has no such call',
    at: {
      [`${AUDIT}byte-forms.ts`]: ['if (lines.length !== codes.length + 1) return;'],
      [`${IO}file-source.ts`]: ['const READ_THIS_FILE ='],
      [`${MAPPING}durable-file.ts`]: ["if (process.platform === 'win32') return;"],
      [`${MAPPING}journal-file.ts`]: ['constants.O_NOFOLLOW ?? 0;'],
      ['src/core/pseudonym/hmac.ts']: ["crypto.createHmac('sha256', this.key)"],
      [`${RUN}prepare-destination.ts`]: ['} catch {'],
    },
  },
  {
    reason: 'the file system refuses, or another program comes in, between two calls',
    at: {
      [`${RUN}anonymise-folder.ts`]: ['if (!(await sweepTemporaries(run.destination'],
      [`${RUN}prepare-destination.ts`]: ['if (!removeTemporary(path)) throw'],
      [`${RUN}foreign-project.ts`]: ['(await isMissing(destination).catch('],
      [`${MAPPING}mapping-files.ts`]: ['throw error;'],
      [`${IO}sweep.ts`]: ['!removeTemporary(join(folder, ...path, file))) isClean = false;'],
      [`${IO}missing.ts`]: ['contradiction() : error;'],
      [`${MAPPING}journal-file.ts`]: [
        'await handle.close().catch(() => undefined);',
        'if (bytesRead === 0) throw journalLost(this.file);',
        'handle.chmod(PRIVATE_MODE).catch(',
      ],
      [`${MAPPING}lock.ts`]: [
        'if (!state.lost) await release().catch(',
        'throw inUse(files.workbook, await readOwner(files.lock));',
        'rmdirSync: (folder: string) =>',
        'throw TAKEN.has(codeOf(error)',
        "if (codeOf(error) === 'ENOENT') return;",
        'else await rename(aside, lockFolder);',
      ],
      [`${MAPPING}mapping-io.ts`]: ['throw journalLost(files.journal);'],
      [`${MAPPING}saving.ts`]: ["return { state: 'replaced' };"],
      [`${MAPPING}session.ts`]: ['.catch(() => undefined)'],
      [`${MAPPING}workbook-file.ts`]: ["return 'open';"],
      [`${MAPPING}workbook.ts`]: ['throw unreadable(basename(file));', 'function unreadable(name: string)'],
      [`${RUN}describe-outputs.ts`]: ["new Error('unreadable folder')"],
      [`${RUN}place-dicomdir.ts`]: ["moveInto(temporary, target) === 'taken' ?"],
      [`${RUN}planned-copy.ts`]: ['< part) break;'],
      [`${RUN}renew-dicomdirs.ts`]: [
        "return 'unreadable';",
        'return this.fail(error);',
        'private fail(error',
        'function isFileError(',
      ],
      [`${RUN}replace-folder.ts`]: ['renameSync(earlier, this.target)'],
    },
  },
  {
    reason: 'ends something that is cancelled at just that moment',
    at: {
      [`${RUN}describe-outputs.ts`]: ['throw new CancelledError();'],
      [`${RUN}renew-dicomdirs.ts`]: ["return { state: 'cancelled' };", 'if (signal?.aborted) return false;'],
      [`${RUN}rewrite-folder.ts`]: ['if (this.isStopped) return;'],
      [`${RUN}survey.ts`]: ['if (signal?.aborted) return;'],
    },
  },
  {
    reason: 'bounds time or memory: it takes more than tests make',
    at: {
      [`${RUN}copied-documents.ts`]: ['if (due) await due;'],
      [`${RUN}copies.ts`]: ['if (due) await due;', 'if (pause) await pause;'],
      [`${RUN}file-store.ts`]: ['return end < 0 ? to'],
      [`${AUDIT}document-text.ts`]: ["if (length > LONGEST) return 'unreadable';"],
      [`${AUDIT}originals.ts`]: [
        'else if (!values[kind].has(value)) this.counts.left++;',
        'if (this.seenUids.size >= MOST_UIDS) {',
      ],
      [`${IDENTIFIERS}folding.ts`]: ['if (remembered.size > REMEMBERED) remembered.clear();'],
      [`${MAPPING}id-list-file.ts`]: ['if (rows.length > MOST_ROWS)'],
      [`${RUN}destination-folders.ts`]: ['if (this.known.size === REMEMBERED) this.known.clear();'],
      [`${RUN}foreign-project.ts`]: ['++looked === LOOKED_AT) return undefined;'],
      [`${RUN}preview-table.ts`]: ['if (this.entries.size >= MOST_ROWS)'],
      [`${RUN}write-crosswalks.ts`]: ['writeSync(descriptor, waiting);'],
      [`${VIEW}data-set-walk.ts`]: ["throw new ReadFault('too-many', this.at);"],
    },
  },
  {
    reason: 'every policy that comes with DicomAnon has options, and no two share one',
    at: {
      [`${POLICY}file/schema.ts`]: ['return before === undefined ? line :'],
      [`${RUN}report.ts`]: ['if (policy.switches.length === 0) return;'],
    },
  },
  {
    reason: 'words that differ with a number or a case, in a report or a message',
    at: {
      [`${POLICY}file/selectors.ts`]: ['is no sequence`,'],
      [`${RUN}row-text.ts`]: ["'(sequence)' : ''"],
    },
  },
  {
    reason:
      'what a spreadsheet program may write, though none of those that tests take their files from does',
    at: {
      [`${MAPPING}cell-text.ts`]: ["value ? 'TRUE' : 'FALSE'"],
      [`${MAPPING}key-sheet.ts`]: ["?.trim() ?? '';", '?? FORMAT_VERSION),', "LABEL.fingerprint) ?? '',"],
      [`${MAPPING}xlsx-reader.ts`]: ['return part ? [{ part, name, state }] : [];'],
      [`${MAPPING}rmit.ts`]: ['return table === undefined ? undefined', 'loose: extras.loose.map('],
      [`${MAPPING}xlsx-styles.ts`]: ["showsDate(formatCode ?? '')", 'formats.push(Number(numFmtId ?? 0))'],
      [`${MAPPING}xlsx-workbook-parts.ts`]: [
        "attributes['r:id'] ?? ''",
        'if (target === undefined) return;',
        "attributes['name'] ?? ''",
      ],
      [`${MAPPING}xlsx-worksheet.ts`]: [
        "cell.formula = (cell.formula ?? '') + text;",
        'Date.parse(',
        'Number.isNaN(date.getTime()) ? undefined',
        'Number.isFinite(number) ? number : undefined',
      ],
      [`${MAPPING}xml-part.ts`]: ["parser.on('cdata'"],
    },
  },
  {
    reason: 'an older or damaged journal or workbook',
    at: {
      [`${MAPPING}formats.ts`]: [
        'headers: headersOf(patientColumns(() => 0)),',
        "if (identity.patientId !== '') return 'id';",
        "return identity.folder === '' ? 'name' : 'folder';",
        "?? 'done',",
      ],
      [`${MAPPING}journal-digest.ts`]: ['if (this.ends.has(record.run.runId)) return;'],
      [`${MAPPING}lock.ts`]: ["if (typeof pid !== 'number' ||"],
    },
  },
];
