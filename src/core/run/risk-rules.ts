import { RISK } from './work';

/** What a file tells that risks are judged by; '' for what it lacks. */
export interface RiskTraits {
  readonly imageType: string;
  readonly sopClass: string;
  readonly studyDate: string;
  readonly modality: string;
  readonly conversionType: string;
  readonly studyDescription: string;
  readonly seriesDescription: string;
  /** Code Meaning of the Anatomic Region Sequence. */
  readonly anatomicRegion: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly age: string;
  readonly size: string;
  readonly weight: string;
  /** Pregnancy Status (0010,21C0): 0 when there is none. */
  readonly pregnancy: number;
  readonly bodyPart: string;
  readonly protocol: string;
  readonly burnedIn: string;
  readonly recognizable: string;
}

const ENCAPSULATED = '1.2.840.10008.5.1.4.1.1.104.';
const STRUCTURED_REPORTS = '1.2.840.10008.5.1.4.1.1.88.';
const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
/** Modalities whose images often show text: ultrasound, endoscopy, photographs, screens, films, documents. */
const SHOWING_TEXT = new Set(['US', 'IVUS', 'ES', 'XC', 'OT', 'SC', 'HC', 'DOC', 'GM']);
/** Conversion Types of what was film, paper or a screen: digitised film and interface, scanned document, screen. */
const FROM_FILM_OR_SCREEN = new Set(['DF', 'DI', 'DV', 'SD', 'SI', 'WSD']);
/** What scanners call pictures of their screens. */
const SCREEN =
  /screen ?(?:save|shot|capture|grab)|secondary capture|dose (?:report|info|summary)|patient protocol/i;

/** Body Part Examined of PS3.16 Annex L (and what scanners write) whose volumes show the face. */
const FACE_PARTS =
  /^(?:HEAD|BRAIN|SKULL|FACE|FACIAL.*|ORBITS?|EYES?|SINUS(?:ES)?|PARANASALSINUS|NOSE|JAW|MAXILLA|MANDIBLE|TMJ|TMJOINT|HEADNECK|HEADANDNECK|HEADNECKCHEST.*|EAR|IAC|WHOLEBODY|CEREBR.*|NEURO)$/;
/** Words for the head and its parts in the languages of Europe's scanners. */
const FACE_WORDS =
  /(?:^|[^\p{L}])(?:head|brain|skull|face|facial|orbits?|sinus(?:es)?|neuro\p{L}*|cereb\p{L}*|crani\p{L}*|maxill?\p{L}*|mandib\p{L}*|kopf|sch[aä]del\p{L}*|gesicht\p{L}*|hirn\p{L}*|nnh|t[eê]te|cr[aâ]ne|cerveau|enc[eé]ph\p{L}*|cabeza|cr[aá]neo|cerebro|cabe[cç]a|testa|cranio|encefalo|hoofd|hersenen|huvud|hj[aä]rna|hoved|hjerne)(?=$|[^\p{L}])/iu;

/** Over this age people are few (45 CFR 164.514(b)(2)(i)(C): "all ages over 89"). */
const OLDEST_COMMON_AGE = 89;
const ADULT = 18;
/** Body sizes (m) and weights (kg) of adults beyond which, either way, there is less than about one in a thousand. */
const COMMON_SIZE = { least: 1.4, most: 2.05 };
const COMMON_WEIGHT = { least: 35, most: 180 };
/** Pregnancy Status: 2 possibly, 3 definitely pregnant (PS3.3 §C.7.4.1); 4 is unknown. */
const PREGNANT = new Set([2, 3]);

/** The risks, as bits of RISK, that attributes of a file tell of. */
export function risksOfTraits(traits: RiskTraits): number {
  let risks = 0;
  if (mayShowText(traits)) risks |= RISK.burnedIn;
  if (mayShowFace(traits)) risks |= RISK.face;
  if (traits.sopClass.startsWith(ENCAPSULATED)) risks |= RISK.encapsulatedDocument;
  if (traits.sopClass.startsWith(STRUCTURED_REPORTS)) risks |= RISK.structuredReport;
  if (isOverCommonAge(traits)) risks |= RISK.ageOver89;
  if (isRare(traits)) risks |= RISK.rareDemographics;
  return risks;
}

/** The age at the study in full years: by birth date and study date, else by Patient's Age; undefined when unknown. */
export function ageInYears({ birthDate, studyDate, age }: RiskTraits): number | undefined {
  return yearsBetween(birthDate, studyDate) ?? statedYears(age);
}

function mayShowText(traits: RiskTraits): boolean {
  const { burnedIn, sopClass, modality, conversionType, imageType, seriesDescription } = traits;
  if (burnedIn !== '') return burnedIn === 'YES';
  const capture = sopClass === SECONDARY_CAPTURE || sopClass.startsWith(`${SECONDARY_CAPTURE}.`);
  if (capture || SHOWING_TEXT.has(modality) || FROM_FILM_OR_SCREEN.has(conversionType)) return true;
  return SCREEN.test(imageType) || SCREEN.test(seriesDescription);
}

/** The body part decides where it is told; the words of people where it is not. */
function mayShowFace(traits: RiskTraits): boolean {
  const { recognizable, modality, bodyPart, anatomicRegion } = traits;
  if (recognizable !== '') return recognizable === 'YES';
  if (modality !== 'CT' && modality !== 'MR') return false;
  if (FACE_PARTS.test(bodyPart.replace(/[^A-Za-z]/g, '').toUpperCase())) return true;
  return [anatomicRegion, traits.studyDescription, traits.seriesDescription, traits.protocol].some((text) =>
    FACE_WORDS.test(text.replaceAll('_', ' ')),
  );
}

function isOverCommonAge({ birthDate, studyDate, age }: RiskTraits): boolean {
  const ages = [yearsBetween(birthDate, studyDate), statedYears(age)];
  return ages.some((years) => years !== undefined && years > OLDEST_COMMON_AGE);
}

function isRare(traits: RiskTraits): boolean {
  const { sex, size, weight, pregnancy } = traits;
  if (sex === 'O' || PREGNANT.has(pregnancy)) return true;
  const years = ageInYears(traits);
  if (isAbove(size, COMMON_SIZE.most, 3) || isAbove(weight, COMMON_WEIGHT.most, 700)) return true;
  if (years === undefined || years < ADULT) return false;
  return isBelow(size, COMMON_SIZE.least) || isBelow(weight, COMMON_WEIGHT.least);
}

/** What is above `possible` is a mistake, such as a size in centimetres. */
function isAbove(text: string, most: number, possible: number): boolean {
  const value = Number(text);
  return value > most && value < possible;
}

/** Scanners write 0 and 1 where they were told nothing. */
function isBelow(text: string, least: number): boolean {
  const value = Number(text);
  return value < least && value > 1;
}

function statedYears(age: string): number | undefined {
  const [, number, unit] = /^(\d{1,3})([DWMY])$/.exec(age) ?? [];
  if (number === undefined) return undefined;
  const perYear = { D: 365, W: 52, M: 12, Y: 1 }[unit as 'D' | 'W' | 'M' | 'Y'];
  return Math.floor(Number(number) / perYear);
}

const DATE = /^(\d{4})\.?(\d{2})\.?(\d{2})/;

function yearsBetween(birthDate: string, studyDate: string): number | undefined {
  const [birth, study] = [DATE.exec(birthDate), DATE.exec(studyDate)];
  if (!birth || !study) return undefined;
  const [birthYear, studyYear] = [Number(birth[1]), Number(study[1])];
  const isBeforeBirthday = `${study[2]}${study[3]}` < `${birth[2]}${birth[3]}`;
  const years = studyYear - birthYear - (isBeforeBirthday ? 1 : 0);
  return birthYear > 1800 && years >= 0 ? years : undefined;
}
