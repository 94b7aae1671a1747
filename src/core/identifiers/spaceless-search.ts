import type { Finding } from './finding';
import { CLASS, foldCharacter, foldText } from './folding';
import type { SpacelessName } from './name-lexicon';

/** Forms of address and roles that follow a name, or stand before it. */
const ADDRESS_AFTER =
  /^[\s\u3000]?(?:様|さん|さま|氏|殿|君|くん|ちゃん|先生|医師|技師|患者|教授|女士|先生|小姐|医生|大夫|主任|护士|技师|病人|某|某某|씨|님|환자|선생|의사|교수|군|양)/u;
const ADDRESS_BEFORE =
  /(?:患者(?:名|氏名|姓名)?|氏名|姓名|名前|主治医|担当医?|医师|医生|환자(?:명)?|성명|이름|담당의?|의사|主治医生|送检医生)[\s\u3000::は은는]{0,2}$/u;

/** Characters that may stand between family and given name. */
const BETWEEN = '[\\s\\u3000・·^,,、]{0,2}';

/** Known names of scripts without spaces, in text of any script. */
export function findSpaceless(text: string, names: readonly SpacelessName[]): Finding[] {
  if (names.length === 0) return [];
  const folded = foldText(text);
  const whole = wholeNames(names);
  return names.flatMap((name) => {
    const pattern = new RegExp(escape(name.key, whole.has(name.key)), 'gu');
    return [...folded.text.matchAll(pattern)].flatMap((match) => {
      const [from, to] = [match.index, match.index + match[0].length];
      if (name.needsAddress && !isAddressed(folded.text, from, to)) return [];
      if (isInsideKatakanaWord(text, folded.origin[from]!, folded.origin[to]!, name.key)) return [];
      const confidence = name.needsAddress ? 0.7 : Math.min(1, 0.6 + 0.1 * name.key.length);
      return [{ start: folded.origin[from]!, end: endOf(folded.origin, to), kind: name.kind, confidence }];
    });
  });
}

/** Names that are made of shorter ones: between those there may be a space. */
function wholeNames(names: readonly SpacelessName[]): ReadonlySet<string> {
  const keys = names.map(({ key }) => key);
  return new Set(keys.filter((key) => keys.some((part) => part !== key && key.startsWith(part))));
}

function escape(key: string, isWhole: boolean): string {
  return [...key].join(isWhole ? BETWEEN : '');
}

function endOf(origin: readonly number[], to: number): number {
  return origin[to]!;
}

function isAddressed(text: string, from: number, to: number): boolean {
  return ADDRESS_AFTER.test(text.slice(to)) || ADDRESS_BEFORE.test(text.slice(0, from));
}

/** A kana name of two or three characters inside a longer word of katakana is part of that word: "レイ" in "グレイ". */
function isInsideKatakanaWord(text: string, start: number, end: number, key: string): boolean {
  if (key.length > 3 || !/^[\u3041-\u3096ー]+$/.test(key)) return false;
  const isKana = (character: string | undefined): boolean =>
    character !== undefined && /[\p{Script=Katakana}\p{Script=Hiragana}ー]/u.test(character);
  return (
    (isKana(text[start - 1]) && isKana(text[start])) ||
    (isKana(text[end]) && !ADDRESS_AFTER.test(text.slice(end)))
  );
}

/** Whether a text has characters of scripts without spaces. */
export function hasSpaceless(text: string): boolean {
  for (const character of text)
    if (character > '\u0dff' && foldCharacter(character).class === CLASS.spaceless) return true;
  return false;
}
