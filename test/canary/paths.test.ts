import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { runCli } from '../corpus/cli';
import { dataset, dicomFile, element, type Element, uid } from '../support/data-sets';
import { useTempFolder, writeTree } from '../support/temp-folder';
import { bytesBelow, pathsBelow } from './search';

const STUDY = uid('study of the paths');

interface Named {
  readonly charset: string | readonly string[];
  /** As it is encoded: a character a byte but for UTF-8. */
  readonly name: string;
  readonly id: string;
  /** Names of folders that give the patient away. */
  readonly folders: readonly string[];
  /** Texts that must not be in any path of the output, folded to lower case. */
  readonly secrets: readonly string[];
}

const GERMAN: Named = {
  charset: 'ISO_IR 100',
  name: 'Zwölfer^Ägidius^Quirin',
  id: 'QX-4711',
  folders: [
    ...[
      'ZWÖLFER_ÄGIDIUS',
      'Ägidius Zwölfer',
      'zwolfer-agidius',
      'ZwölferÄgidius',
      'Zwoelfer, Aegidius',
      'quirin',
    ],
    ...['QX-4711', 'qx-4711 CT', 'CT_QX-4711_ZWÖLFER'],
    ...['19561103', '1956-11-03', '03.11.1956', 'geb 03_11_1956'],
    ...['20240229 CT', '2024-02-29', '29.02.2024'],
    ...['ACN 77_12', 'ACN-77-12', 'ACN7712'],
    ...[STUDY, `CT.${STUDY}`],
  ],
  secrets: [
    ...['zwölfer', 'zwolfer', 'zwoelfer', 'ägidius', 'agidius', 'aegidius', 'quirin', 'qx-4711'],
    ...['19561103', '1956-11-03', '03.11.1956', '03_11_1956', '20240229', '2024-02-29', '29.02.2024'],
    ...['77_12', '77-12', '7712', STUDY],
  ],
};

const IRISH: Named = {
  charset: 'ISO_IR 6',
  name: "O'Toole^Mary-Ann",
  id: 'IE 1/2',
  folders: ["O'Toole_Mary-Ann", 'OToole', 'O_Toole, Mary Ann', 'maryann o toole', 'IE 1-2', 'IE_1_2', 'IE12'],
  secrets: ['toole', 'mary', 'ann', 'ie 1-2', 'ie_1_2', 'ie12'],
};

const GREEK: Named = {
  charset: 'ISO_IR 192',
  name: 'Παπαδοπούλου^Ελένη',
  id: 'GR 0042',
  folders: ['Ελένη Παπαδοπούλου', 'ΠΑΠΑΔΟΠΟΎΛΟΥ', 'GR_0042'],
  secrets: ['παπαδοπούλου', 'παπαδοπουλου', 'ελένη', 'ελενη', 'gr_0042', 'gr 0042'],
};

const JAPANESE: Named = {
  charset: ['', 'ISO 2022 IR 87'],
  name: 'Suzuki^Hanako=\x1b$BNkLZ\x1b(B^\x1b$B2V;R\x1b(B',
  id: 'JP-55881',
  folders: ['鈴木花子', '花子 鈴木', 'SUZUKI-HANAKO', 'HanakoSuzuki', 'JP-55881'],
  secrets: ['鈴木', '花子', 'suzuki', 'hanako', 'jp-55881'],
};

describe('canaries in paths', () => {
  const folder = useTempFolder();

  for (const [language, named] of Object.entries({
    German: GERMAN,
    Irish: IRISH,
    Greek: GREEK,
    Japanese: JAPANESE,
  })) {
    it(`takes a ${language} patient out of names of folders and files, and out of the bytes`, () => {
      const { paths, bytes } = anonymise(named, []);
      for (const secret of named.secrets) {
        assert.ok(!paths.join('\n').toLowerCase().includes(secret), `${secret} in ${paths.join(', ')}`);
      }
      for (const part of bytesOfName(named)) assert.ok(!bytes.includes(part), `bytes of ${part}`);
    });

    it(`keeps depth, number and distinctness of the folders of a ${language} patient`, () => {
      const { paths } = anonymise(named, []);
      assert.equal(new Set(paths).size, 2 * named.folders.length);
      for (const path of paths) assert.equal(path.split('/').length, 3, path);
    });

    it(`keeps the names of a ${language} patient when told to`, () => {
      const { paths } = anonymise(named, ['--keep-names']);
      assert.deepEqual([...paths].sort(), Object.keys(treeOf(named)).sort());
    });
  }

  function anonymise(named: Named, options: readonly string[]) {
    const [source, destination] = [join(folder(), 'source'), join(folder(), 'copies')];
    writeTree(source, treeOf(named));
    const run = runCli([
      source,
      destination,
      '--workbook',
      join(folder(), 'workbook.xlsx'),
      '--json',
      ...options,
    ]);
    assert.equal(run.status, 0, run.stderr);
    return { paths: pathsBelow(destination), bytes: bytesBelow(destination) };
  }
});

/** For each name of a folder: a folder of that name with a file, and a plain folder with a file of that name. */
function treeOf(named: Named): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    named.folders.flatMap((name, index) => [
      [`by folder/${name}/image ${index}.dcm`, fileOf(named, `${name} 1`)],
      [`by file/${index}/${name}.dcm`, fileOf(named, `${name} 2`)],
    ]),
  );
}

function fileOf({ charset, name, id }: Named, instance: string): Uint8Array {
  const elements: readonly Element[] = [
    element(0x00080005, 'CS', charset),
    element(0x00080018, 'UI', uid(instance)),
    element(0x00080050, 'SH', 'ACN 77/12'),
    element(0x00100010, 'PN', name),
    element(0x00100020, 'LO', id),
    element(0x0020000d, 'UI', STUDY),
  ];
  return dicomFile(dataset(...elements));
}

/** The parts of the name as the file has them, a character a byte. */
function bytesOfName({ charset, name }: Named): readonly string[] {
  const encoded = charset === 'ISO_IR 192' ? Buffer.from(name, 'utf8').toString('latin1') : name;
  return encoded.split(/[\^=]/);
}
