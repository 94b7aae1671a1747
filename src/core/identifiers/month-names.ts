import { plainText } from './folding';

/** Month names of a language, in small letters; the short ones may be written with a dot. */
export interface MonthNames {
  readonly language: string;
  readonly names: readonly string[];
  /** The same as they stand in plain text. */
  readonly plain: readonly string[];
}

function months(language: string, text: string): MonthNames {
  const names = text.trim().split(/\s+/);
  return { language, names, plain: names.map(plainText) };
}

export const MONTHS: readonly MonthNames[] = [
  months('en', 'january february march april may june july august september october november december'),
  months('en', 'jan feb mar apr may jun jul aug sep oct nov dec'),
  months('en', 'jan feb mar apr may june july aug sept oct nov dec'),
  months('de', 'januar februar märz april mai juni juli august september oktober november dezember'),
  months('de', 'jan feb mär apr mai jun jul aug sep okt nov dez'),
  months('de', 'jänner februar maerz april mai juni juli august september oktober november dezember'),
  months('de', 'jan feb mrz apr mai jun jul aug sep okt nov dez'),
  months('fr', 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
  months('fr', 'janv févr mars avr mai juin juil août sept oct nov déc'),
  months('es', 'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
  months('es', 'ene feb mar abr may jun jul ago sep oct nov dic'),
  months(
    'it',
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  ),
  months('it', 'gen feb mar apr mag giu lug ago set ott nov dic'),
  months('pt', 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'),
  months('pt', 'jan fev mar abr mai jun jul ago set out nov dez'),
  months('nl', 'januari februari maart april mei juni juli augustus september oktober november december'),
  months('nl', 'jan feb mrt apr mei jun jul aug sep okt nov dec'),
  months('sv', 'januari februari mars april maj juni juli augusti september oktober november december'),
  months('da', 'januar februar marts april maj juni juli august september oktober november december'),
  months(
    'pl',
    'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
  ),
  months('tr', 'ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık'),
  months('ru', 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'),
  months('ru', 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'),
  months('ru', 'янв фев мар апр мая июн июл авг сен окт ноя дек'),
  months(
    'el',
    'ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου',
  ),
  months('ar', 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر'),
];

/** Small words by which a language is recognised. */
export const CUES: readonly { readonly language: string; readonly pattern: RegExp }[] = [
  {
    language: 'de',
    pattern: /\b(?:der|die|das|und|vom|am|mit|ohne|zu[mr]?|bei|des|nach|kein|keine|geb|ist|im)\b/gi,
  },
  { language: 'fr', pattern: /\b(?:le|les|du|des|et|avec|sans|au|pour|une|sur|est|ne|nee|dans|par)\b/gi },
  { language: 'es', pattern: /\b(?:el|los|las|del|y|con|sin|por|para|una|se|que|en|nacido|nacida|de)\b/gi },
  { language: 'it', pattern: /\b(?:il|lo|gli|della|del|con|senza|per|una|nato|nata|di|nel|dal)\b/gi },
  { language: 'pt', pattern: /\b(?:o|os|do|da|dos|com|sem|em|para|uma|nascido|nascida|de|no|na)\b/gi },
  { language: 'nl', pattern: /\b(?:het|een|van|met|zonder|op|en|bij|voor|naar|geboren|geb|is)\b/gi },
  {
    language: 'en',
    pattern: /\b(?:the|of|and|with|without|on|for|by|from|is|was|to|no|at|born|dob|exam)\b/gi,
  },
];
