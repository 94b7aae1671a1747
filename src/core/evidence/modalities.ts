/** Defined Terms of Modality (PS3.3 §C.7.3.1.1.1), retired ones too. */
const MODALITIES = new Set(
  (
    'ANN AR ASMT AU BDUS BI BMD CFM CR CT CTPROTOCOL DMS DG DOC DX ECG EEG EMG EOG EPS ES FID GM HC HD IO IOL ' +
    'IVOCT IVUS KER KO LEN LS M3D MG MR NM OAM OCT OP OPM OPR OPT OPTBSV OPTENF OPV OSS OT PA PLAN POS PR PT ' +
    'PX REG RESP RF RG RTDOSE RTIMAGE RTINTENT RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SC SEG SM SMR SR ' +
    'SRF STAIN TEXTUREMAP TG US VA XA XAPROTOCOL XC ' +
    'AS CD CF CP CS DD DF DM DS EC FA FS LP MA MS OPB ST VF'
  ).split(' '),
);

/** The modality as the evidence names it: a value that is no term of the standard could be anything. */
export function modalityTerm(value: string): string {
  if (value === '') return 'none';
  return MODALITIES.has(value) ? value : 'not a term of the standard';
}
