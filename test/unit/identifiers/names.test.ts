import assert from 'node:assert/strict';
import { wordsFound } from '../../support/finding-text';

/** A name as the attribute has it, a text, and what is found of the name in it. */
type Row = readonly [name: string, text: string, ...found: string[]];

const FORMS: readonly Row[] = [
  ['Smith^John', 'Smith, John', 'Smith, John'],
  ['Smith^John', 'JOHN SMITH was here', 'JOHN SMITH'],
  ['Smith^John', 'seen by j. smith', 'j. smith'],
  ['Smith^John', 'J. Smith and Smith J.', 'J. Smith', 'Smith J'],
  ['Smith^John', 'Smith^John^^^', 'Smith^John'],
  ['Smith^John', 'knee_smith_john_left', 'smith_john'],
  ['Smith^John', "Smith's scan", 'Smith'],
  ['Smith^John', 'SmithJohn', 'SmithJohn'],
  ['Smith^John^Quincy', 'John Q. Smith', 'John Q. Smith'],
  ['Smith^John^Quincy', 'John Quincy Smith', 'John Quincy Smith'],
  ['SMITH JOHN', 'Mr. John Smith', 'John Smith'],
  ['Fischer^Hans Joachim', 'HJ Fischer, H.-J. FISCHER', 'HJ Fischer, H.-J. FISCHER'],
  ['Müller^Jürgen', 'MUELLER, JUERGEN', 'MUELLER, JUERGEN'],
  ['Müller^Jürgen', 'Muller Jurgen', 'Muller Jurgen'],
  ['Mueller^Juergen', 'Jürgen Müller', 'Jürgen Müller'],
  ['Müller^Jürgen', 'Mu\u0308ller', 'Mu\u0308ller'],
  ['Müller^Jürgen', 'Frau Müllers Befund', 'Müllers'],
  ['Weißmann^Eva', 'WEISSMANN', 'WEISSMANN'],
  ['Weissmann^Eva', 'Weißmann', 'Weißmann'],
  ['Sørensen^Åse', 'Soerensen, Aase', 'Soerensen, Aase'],
  ['Sørensen^Åse', 'Sorensen Ase', 'Sorensen Ase'],
  ['Soerensen^Aase', 'Åse Sørensen', 'Åse Sørensen'],
  ['Øster^Æbbe', 'Oester Aebbe', 'Oester Aebbe'],
  ['Baer^Hans', 'Herr Bär, no bar', 'Bär'],
  ['van der Berg^Anna', 'Anna van der Berg', 'Anna van der Berg'],
  ['van der Berg^Anna', 'mevr. van der Berg', 'van der Berg'],
  ['de la Cruz^Inés', 'Ines de la Cruz', 'Ines de la Cruz'],
  ["O'Connor^Mary", "O'Connor / OConnor / O’CONNOR", "O'Connor / OConnor / O’CONNOR"],
  ['Taylor-Jones^Sarah', 'Taylor Jones; TAYLOR-JONES; Jones', 'Taylor Jones', 'TAYLOR-JONES', 'Jones'],
  ['MacDonald^Flora', 'MACDONALD, MacDonald', 'MACDONALD, MacDonald'],
  ['FITZGERALD^ANN', 'FitzGerald', 'FitzGerald'],
  ['García Márquez^José', 'GARCIA MARQUEZ', 'GARCIA MARQUEZ'],
  ['Иванов^Сергей', 'Иванова Сергея', 'Иванова Сергея'],
  ['Иванов^Сергей', 'Ivanov Sergey', 'Ivanov Sergey'],
  ['Παπαδόπουλος^Νίκος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ, του Παπαδόπουλου', 'ΠΑΠΑΔΟΠΟΥΛΟΣ', 'Παπαδόπουλου'],
  ['Παπαδόπουλος^Νίκος', 'Papadopoulos', 'Papadopoulos'],
  ['أحمد^محمد', 'للمريض محمد احمد', 'محمد احمد'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', '山田太郎様', '山田太郎'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', '山田　太郎', '山田　太郎'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'ﾔﾏﾀﾞ ﾀﾛｳ', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'ヤマダさん', 'ヤマダ'],
  ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'YAMADA T.', 'YAMADA T'],
  ['Wang^XiaoDong=王^小东', '患者王小东,CT', '王小东'],
  ['Wang^XiaoDong=王^小东', '王先生', '王'],
  ['Hong^Gildong=洪^吉洞=홍^길동', '홍길동님의 검사', '홍길동'],
  ['Hong^Gildong=洪^吉洞=홍^길동', '환자 홍', '홍'],
  ['Yamada^Rei=山田^玲=やまだ^れい', '氏名レイ、CT', 'レイ'],
  ['Long^Thomas', 'Thomas long axis view', 'Thomas'],
  ['Ли^Анна', 'Анна Ли', 'Анна Ли'],
];

/** Words that are part of the name, but not it. */
const NOT_THE_NAME: readonly Row[] = [
  ['Li^Wei', 'LI-RADS 4'],
  ['Young^May', 'young patients may have long lesions'],
  ['Young^May', 'MAY BE NORMAL'],
  ['Long^Rose', 'LONG AXIS, rose bengal'],
  ['Long^Thomas', 'LONG T2'],
  ['Baker^Ann', 'Baker cyst of the knee'],
  ['Hodgkin^Ann', 'Morbus Hodgkin'],
  ['Baer^Hans', 'bar'],
  ['Kopf^Eva', 'MRT Kopf'],
  ['Rossi^Ugo', 'globuli rossi'],
  ['Wang^Ming=王^明', '明显强化'],
  ['Kim^Minsu=김^민수', '김서림 없음'],
  ['Anonymous', 'Anonymous study'],
  ['no value', 'no value'],
  ['Ct^Mr', 'CT and MR of the head'],
  ['Smith^John', 'Smithson, Johnson'],
  ['Ли^Анна', 'проверили ли'],
  ['Yamada^Rei=山田^玲=やまだ^れい', 'グレイ'],
  ['Yamada^Rei=山田^玲=やまだ^れい', 'レイヤー'],
  ['Long^Rose', 'after PT, Long segment'],
  ['Long^Rose', 'LEVEL M LONG AXIS'],
];

/** The same words with evidence that the name is meant. */
const BELIEVED: readonly Row[] = [
  ['Li^Wei', 'Li, Wei', 'Li, Wei'],
  ['Li^Wei', 'Mrs Li was seen', 'Li'],
  ['Young^May', 'Patient: May Young', 'May Young'],
  ['Young^May', 'M. Young', 'M. Young'],
  ['Young^May', 'YOUNG^MAY', 'YOUNG^MAY'],
  ['Long^Rose', 'Dr. Long', 'Long'],
  ['Long^Rose', "the scan of Long's", 'Long'],
  ['Baker^Ann', 'Ann Baker', 'Ann Baker'],
  ['Baker^Ann', 'Baker', 'Baker'],
  ['Long^Rose', 'PT LONG', 'LONG'],
  ['Long^Rose', 'DR. M. LONG', 'LONG'],
  ['لي^محمد', 'Patient: لي was seen', 'لي'],
];

describe('Names in text', () => {
  for (const [name, text, ...words] of [...FORMS, ...BELIEVED]) {
    it(`finds ${name} in "${text}"`, () => assert.deepEqual(wordsFound({ names: [name] }, text), words));
  }

  for (const [name, text] of NOT_THE_NAME) {
    it(`takes nothing in "${text}" for ${name}`, () =>
      assert.deepEqual(wordsFound({ names: [name] }, text), []));
  }

  it('keeps people apart: parts of two names are no chain', () => {
    const known = { names: ['Smith^John'], people: ['Weber^Anna'] };
    assert.deepEqual(wordsFound(known, 'Smith Anna'), ['Smith', 'Anna']);
  });
});
