import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { PolicyProblem } from './problem';
import { shorten } from '../shorten';

/** The place of a value: keys and positions from the top of the file down. */
export type JsonPath = readonly (string | number)[];

/** A policy file is typed by people; a larger one is something else. */
export const MOST_CHARACTERS = 1_000_000;

const SYNTAX = 'correct the JSON (comments and trailing commas are allowed)';

const SYNTAX_PROBLEMS: Readonly<Record<string, string>> = {
  UnexpectedEndOfNumber: 'this is not a number',
  PropertyNameExpected: 'a property name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is something after the end of the policy',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a text is not closed',
};

/** The text of a policy file with the places of its values. */
export class SourceText {
  private readonly root: Node | undefined;
  private readonly lineStarts: readonly number[];
  /** What keeps the text from being JSON. */
  readonly problems: readonly PolicyProblem[];
  /** What it holds; objects have no prototype, so that no key means more than its text. */
  readonly value: unknown;

  constructor(
    /** The file as people know it. */
    readonly name: string,
    text: string,
  ) {
    const body = text.replace(/^\uFEFF/, '');
    this.lineStarts = startsOfLines(body);
    const { root, problems } = this.parse(body);
    this.root = root;
    this.problems = problems;
    this.value = root === undefined ? undefined : getNodeValue(root);
  }

  /** A problem of the value at `path`, or of the nearest one above that there is. */
  problemAt(path: JsonPath, message: string, remedy: string): PolicyProblem {
    return this.problemAtOffset(this.nodeAt(path).offset, message, remedy);
  }

  /** A problem of the key at the end of `path`. */
  problemAtKey(path: JsonPath, message: string, remedy: string): PolicyProblem {
    const value = this.nodeAt(path);
    const key = value.parent?.children?.[0] ?? value;
    return this.problemAtOffset(key.offset, message, remedy);
  }

  /** The line of the value at `path`, from 1. */
  lineOf(path: JsonPath): number {
    return this.lineOfOffset(this.nodeAt(path).offset);
  }

  /** The node at `path`, or the nearest one above; only a text that is JSON is asked for one. */
  private nodeAt(path: JsonPath): Node {
    return findNodeAtLocation(this.root!, [...path]) ?? this.nodeAt(path.slice(0, -1));
  }

  private problemAtOffset(offset: number, message: string, remedy: string): PolicyProblem {
    const line = this.lineOfOffset(offset);
    return { file: this.name, line, column: offset - this.lineStarts[line - 1]! + 1, message, remedy };
  }

  private lineOfOffset(offset: number): number {
    let [low, high] = [0, this.lineStarts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  private parse(text: string): {
    readonly root: Node | undefined;
    readonly problems: readonly PolicyProblem[];
  } {
    if (text.length > MOST_CHARACTERS) {
      const message = `the file has more than ${MOST_CHARACTERS / 1_000_000} million characters`;
      return { root: undefined, problems: [this.problemAtOffset(0, message, 'choose a policy file')] };
    }
    const errors: ParseError[] = [];
    try {
      const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: false });
      const problems = errors.map(({ error, offset }) =>
        this.problemAtOffset(
          offset,
          SYNTAX_PROBLEMS[printParseErrorCode(error)] ?? 'this is not JSON',
          SYNTAX,
        ),
      );
      return { root, problems: problems.length > 0 || !root ? problems : this.repeatedKeys(root) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // the parser's stack: nested thousands of levels deep
      const problem = this.problemAtOffset(0, 'the file is nested too deeply', 'choose a policy file');
      return { root: undefined, problems: [problem] };
    }
  }

  /** JSON lets the last of two equal keys win; here that could silently drop rules. */
  private repeatedKeys(root: Node): readonly PolicyProblem[] {
    const problems: PolicyProblem[] = [];
    const waiting = [root];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      const seen = new Set<unknown>();
      for (const child of node.children ?? []) {
        waiting.push(child);
        if (node.type !== 'object') continue;
        const key = child.children![0]!;
        if (seen.has(key.value)) {
          const message = `"${shorten(String(key.value))}" stands here twice`;
          problems.push(this.problemAtOffset(key.offset, message, 'remove one of the two'));
        }
        seen.add(key.value);
      }
    }
    return problems;
  }
}

function startsOfLines(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}
