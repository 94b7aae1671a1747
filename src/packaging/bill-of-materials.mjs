// What ships, for people (third-party notices) and for programs (CycloneDX 1.6, ECMA-424).
import { Buffer } from 'node:buffer';

/** @typedef {import('./bundled-packages.mjs').BundledPackage} BundledPackage */

/**
 * The notices that licences ask for: each package with its licence text.
 * @param {readonly BundledPackage[]} packages
 */
export function noticesText(packages) {
  const head = `DicomAnon contains the following packages. Each is under its own licence, which follows its name.`;
  const line = '-'.repeat(80);
  const parts = packages.map(({ name, version, licence, inlinedIn, text }) => {
    const where = inlinedIn === undefined ? '' : `, as part of ${inlinedIn}`;
    return `${line}\n${name} ${version} (${licence})${where}\n${line}\n\n${text.replaceAll('\r\n', '\n')}`;
  });
  return `${[head, ...parts].join('\n\n')}\n`;
}

/**
 * The software bill of materials. Without a date or a serial number, so that the same sources give the same bytes.
 * @param {{ readonly name: string; readonly version: string; readonly license: string }} product
 * @param {readonly BundledPackage[]} packages
 */
export function billOfMaterials({ name, version, license }, packages) {
  const root = `${name}@${version}`;
  const direct = packages.filter(({ inlinedIn }) => inlinedIn === undefined);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': root, name, version, licenses: licencesOf(license) },
    },
    components: packages.map(componentOf),
    dependencies: [
      { ref: root, dependsOn: direct.map(purlOf) },
      ...packages.map((each) => ({ ref: purlOf(each), dependsOn: inlinedIn(each, packages).map(purlOf) })),
    ],
  };
}

function componentOf(each) {
  const { name, version, licence, integrity } = each;
  const [group, own] = name.startsWith('@') ? name.split('/') : [undefined, name];
  return {
    type: 'library',
    'bom-ref': purlOf(each),
    ...(group === undefined ? {} : { group }),
    name: own,
    version,
    scope: 'required',
    hashes: [
      { alg: 'SHA-512', content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex') },
    ],
    licenses: licencesOf(licence),
    purl: purlOf(each),
  };
}

function inlinedIn({ name, version }, packages) {
  return packages.filter((other) => other.inlinedIn === `${name}@${version}`);
}

function licencesOf(licence) {
  return / (OR|AND|WITH) /.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];
}

/** Package URL (https://github.com/package-url/purl-spec). */
function purlOf({ name, version }) {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}
