import { CLASS, foldCharacter } from './folding';

/** A word or a number of a text. */
export interface Token {
  readonly from: number;
  readonly to: number;
  /** Folded; digits without leading zeros. */
  readonly key: string;
  readonly isNumber: boolean;
  /** Its first letter is a capital, of a script that has them. */
  readonly isCapitalised: boolean;
  /** All its letters are capitals. */
  readonly isUpper: boolean;
  /** It has characters that folding changed beyond their case. */
  readonly isAccented: boolean;
}

/**
 * The words and numbers of a text in order; text of scripts without spaces is left out (see `findSpaceless`). A word
 * written together of two is two, unless `isKnown` knows it as one.
 */
export function tokenise(text: string, isKnown: (key: string) => boolean = () => false): readonly Token[] {
  const tokens = split(text);
  return tokens.some((_token, at) => isGlued(tokens, at)) ? joinKnown(text, tokens, isKnown) : tokens;
}

function isGlued(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at]!, tokens[at + 1]];
  return next !== undefined && token.to === next.from && !token.isNumber && !next.isNumber;
}

/** Words with a capital inside that are known as one: "FitzGerald". */
function joinKnown(
  text: string,
  tokens: readonly Token[],
  isKnown: (key: string) => boolean,
): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at]!, tokens[at + 1]];
    const isOne = isGlued(tokens, at) && isKnown(token.key + next!.key);
    joined.push(isOne ? tokenOf(text, token.from, next!.to, token.key + next!.key, CLASS.letter) : token);
    if (isOne) at++;
  }
  return joined;
}

function split(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let from = 0;
  let kind: number = CLASS.other;
  let key = '';
  const end = (at: number): void => {
    if (kind === CLASS.letter || kind === CLASS.digit) tokens.push(tokenOf(text, from, at, key, kind));
    from = at;
    key = '';
  };
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const folded = foldCharacter(character);
    const next = folded.class === CLASS.mark ? kind : folded.class;
    if (next !== kind || isHump(text, at, from, kind)) end(at);
    kind = next;
    key += folded.text;
    at += character.length;
  }
  end(text.length);
  return tokens;
}

/** A capital after a small letter begins a word, too: "SmithJohn". Not "McDonald", "MacLeod", "DeVries". */
function isHump(text: string, at: number, from: number, kind: number): boolean {
  if (kind !== CLASS.letter || at - from < 4) return false;
  return /\p{Lu}/u.test(text[at]!) && /\p{Ll}/u.test(text[at - 1]!);
}

function tokenOf(text: string, from: number, to: number, key: string, kind: number): Token {
  const word = text.slice(from, to);
  const upper = word.toUpperCase();
  const isNumber = kind === CLASS.digit;
  return {
    from,
    to,
    key: isNumber ? key.replace(/^0+(?=\d)/, '') : key,
    isNumber,
    isCapitalised: !isNumber && word[0] === upper[0] && word[0] !== word[0]!.toLowerCase(),
    isUpper: !isNumber && word === upper && word !== word.toLowerCase(),
    isAccented: key !== word.toLowerCase(),
  };
}

/** The folded words of a known value. */
export function wordsOf(text: string): readonly string[] {
  return tokenise(text)
    .filter(({ isNumber }) => !isNumber)
    .map(({ key }) => key);
}
