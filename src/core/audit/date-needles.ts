const MONTHS: readonly (readonly string[])[] = [
  'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
  'January February March April May June July August September October November December'.split(' '),
  'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' '),
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(' '),
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' '),
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(' '),
];

const SEPARATORS = ['', '-', '/', '.', ' ', '_'];

/** The forms in which people and machines write a DA value YYYYMMDD; none for what is no whole date. */
export function dateForms(date: string): readonly string[] {
  const parts = partsOf(date);
  if (!parts) return [];
  const [year, month, day] = parts;
  return [...new Set([...numericForms(year, month, day), ...wordForms(year, Number(month), day)])];
}

/** Those of them that are met most: of machines, and the common ones of people. */
export function usualDateForms(date: string): readonly string[] {
  const parts = partsOf(date);
  if (!parts) return [];
  const [year, month, day] = parts;
  const d = String(Number(day));
  const [short, long] = [MONTHS[0]![Number(month) - 1], MONTHS[1]![Number(month) - 1]];
  return [
    `${year}${month}${day}`,
    ...['-', '/', '.'].map((separator) => [year, month, day].join(separator)),
    ...['-', '/', '.', ''].map((separator) => [day, month, year].join(separator)),
    `${month}/${day}/${year}`,
    `${d} ${short} ${year}`,
    `${short} ${d}, ${year}`,
    `${long} ${d}, ${year}`,
  ];
}

function partsOf(date: string): readonly [string, string, string] | undefined {
  const match = /^(\d{4})[-./]?(\d{2})[-./]?(\d{2})$/.exec(date.trim());
  if (!match || match[1] === '0000' || Number(match[2]) > 12) return undefined;
  return [match[1]!, match[2]!, match[3]!];
}

function numericForms(year: string, month: string, day: string): readonly string[] {
  const [m, d] = [String(Number(month)), String(Number(day))];
  const forms = SEPARATORS.flatMap((separator) => [
    [year, month, day].join(separator),
    [day, month, year].join(separator),
    [month, day, year].join(separator),
  ]);
  const short = ['-', '/', '.'].flatMap((separator) => [
    [d, m, year].join(separator),
    [m, d, year].join(separator),
    [year, m, d].join(separator),
    [day, month, year.slice(2)].join(separator),
    [month, day, year.slice(2)].join(separator),
  ]);
  return [...forms, ...short, `${year}年${m}月${d}日`, `${year}年${month}月${day}日`];
}

function wordForms(year: string, month: number, day: string): readonly string[] {
  const days = [...new Set([day, String(Number(day))])];
  return MONTHS.flatMap((names) => {
    const name = names[month - 1];
    if (name === undefined) return [];
    return days.flatMap((d) => [
      `${d} ${name} ${year}`,
      `${d}-${name}-${year}`,
      `${d}. ${name} ${year}`,
      `${d} de ${name} de ${year}`,
      `${name} ${d}, ${year}`,
      `${name} ${d} ${year}`,
      `${name}-${d}-${year}`,
      `${d}${name}${year}`,
    ]);
  });
}
