import { byRisk } from '../../../src/core/policy/risk-decisions';
import type { Counts, PanelState } from '../../../src/panel/panel-state';

/** What a survey of a small export says. */
export const COUNTS: Counts = {
  found: 130,
  dicom: 120,
  skipped: 8,
  failed: 2,
  patients: 7,
  studies: 9,
  series: 1,
  bytes: 45_000_000,
  modalities: { MR: 30, CT: 90 },
  risks: {
    ...byRisk(() => 0),
    burnedIn: 3,
    structuredReport: 1,
    privateAttributes: 100,
  },
};

/** A panel that waits for the button. */
export const READY: PanelState = {
  folders: [{ source: '/data/export', destination: '/data/export-anonymised', problem: null }],
  survey: { kind: 'done', counts: COUNTS },
  policies: [
    { id: 'DicomAnon', title: 'DicomAnon', isFile: false },
    { id: 'policies/my.dicomanon.json', title: 'policies/my.dicomanon.json', isFile: true },
  ],
  policy: 'DicomAnon',
  policySerial: 0,
  on: ['private'],
  risks: { ...byRisk(() => 'pass' as const), face: 'hold-back' },
  decided: { heldBack: 2, refused: 0 },
  keepNames: false,
  workbook: '/data/dicom-anon-mapping.xlsx',
  report: '',
  examples: 1,
  run: { kind: 'idle' },
};
