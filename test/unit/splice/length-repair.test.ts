import assert from 'node:assert/strict';
import { KEPT_ROWS } from '../../../src/core/dicom/growing-column';
import { ElementTable, ROW } from '../../../src/core/dicom/element-table';
import { DicomError } from '../../../src/core/dicom/errors';
import { VR } from '../../../src/core/dicom/vr';
import type { Repair } from '../../../src/core/splice/edit-list';
import { RowChanges } from '../../../src/core/splice/length-repair';
import {
  dicomFile,
  element,
  item,
  raw,
  sequence,
  TRANSFER_SYNTAX,
  type DicomFile,
  type Element,
} from '../../support/data-sets';
import { deepNesting } from '../../support/deep-nesting';
import { toHex } from '../../support/hex';
import { KEEP_ALL, newUid, rewrite } from '../../support/rewriting';

type Form = Omit<DicomFile, 'dataSet'>;

const BARE: Form = { preamble: 'none', meta: 'none' };

const FORMS: Readonly<Record<string, Form>> = {
  'Explicit VR': BARE,
  'Implicit VR': { ...BARE, encoding: 'implicit-le' },
  'Big Endian': { ...BARE, encoding: 'explicit-be' },
};

/** Only what is at hand, without a patient or a UID that would change beside it. */
function assertRewritten(before: readonly Element[], after: readonly Element[], form: Form = BARE): void {
  assert.equal(toHex(rewrite(dicomFile(before, form), { off: KEEP_ALL })), toHex(dicomFile(after, form)));
}

const CLASS = element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2');
const OLD = '1.2.826.0.1.3680043.10.1234.77';
const NEW = newUid(OLD);
const END = element(0x00280010, 'US', 2);

describe('lengths of enclosing items and sequences', () => {
  for (const [name, form] of Object.entries(FORMS)) {
    for (const length of ['defined', 'undefined'] as const) {
      for (const itemLength of ['defined', 'undefined'] as const) {
        it(`are right in ${name}, sequences of ${length}, items of ${itemLength} length`, () => {
          const around = (uid: string): readonly Element[] => {
            const options = { length, itemLength };
            const inner = sequence(0x00081199, [[element(0x00081155, 'UI', uid)], []], options);
            const outer = sequence(
              0x00081115,
              [[inner, element(0x00081150, 'UI', '1.2.840.10008.1.1')]],
              options,
            );
            return [CLASS, outer, END];
          };
          assertRewritten(around(OLD), around(NEW), form);
        });
      }
    }
  }

  it('are right of a sequence in UN, of defined and of undefined length', () => {
    for (const length of ['defined', 'undefined'] as const) {
      const around = (uid: string): readonly Element[] => {
        const hidden = sequence(0x00081199, [[element(0x00081155, 'UI', uid)]], { vr: 'UN', length });
        return [CLASS, sequence(0x00081115, [[hidden]]), END];
      };
      assertRewritten(around(OLD), around(NEW));
      assertRewritten(around(OLD), around(NEW), FORMS['Big Endian']);
    }
  });

  it('are right of a private sequence in OB, with Explicit VR inside', () => {
    const around = (uid: string): readonly Element[] => {
      const options = { vr: 'OB', contentEncoding: 'explicit-le' } as const;
      const hidden = sequence(0x00091001, [[element(0x00081155, 'UI', uid)]], options);
      return [CLASS, element(0x00090010, 'LO', 'ACME'), hidden, END];
    };
    assertRewritten(around(OLD), around(NEW));
  });

  it('are right of a sequence that is the first of all', () => {
    const around = (uid: string): readonly Element[] => [
      sequence(0x00081115, [[element(0x00081155, 'UI', uid)]]),
      END,
    ];
    assertRewritten(around(OLD), around(NEW));
  });

  it('are left alone where nothing inside has changed its length', () => {
    const same = [CLASS, sequence(0x00081115, [[element(0x00081150, 'UI', '1.2.840.10008.1.1')]]), END];
    assertRewritten(same, same);
  });

  it('shrink with a sequence that is emptied, whatever its own lengths were', () => {
    for (const length of ['defined', 'undefined'] as const) {
      const plan = sequence(0x00321064, [[element(0x00080100, 'SH', 'A')]], { length });
      const ids = sequence(0x00101002, [[element(0x00100020, 'LO', 'X')]], { length });
      const emptied = sequence(0x00101002, []);
      const around = (inside: Element): readonly Element[] => [
        CLASS,
        sequence(0x00081115, [[inside, plan]]),
        END,
      ];
      assertRewritten(around(ids), around(emptied));
      assertRewritten([CLASS, ids, END], [CLASS, emptied, END]);
    }
  });

  it('are right through fifty levels', () => {
    const nest = (uid: string): Element => {
      let inside: Element = element(0x00081155, 'UI', uid);
      for (let level = 0; level < 50; level++) {
        inside = sequence(0x00081115, [item([inside], level % 3 === 0 ? 'undefined' : 'defined')]);
      }
      return inside;
    };
    assertRewritten([CLASS, nest(OLD), END], [CLASS, nest(NEW), END]);
  });
});

describe('ten thousand levels', () => {
  it('are rewritten like one', () => {
    const file = (uid: string): Uint8Array => {
      const content = dicomFile([element(0x00081155, 'UI', uid)], BARE);
      return dicomFile([CLASS, raw(deepNesting(10_000, content))], { meta: 'none' });
    };
    const output = rewrite(file(OLD), { off: KEEP_ALL });
    assert.ok(Buffer.from(output).equals(file(NEW)));
  });
});

describe('group lengths', () => {
  const withLengths = (form: Form): Form => ({ ...form, groupLengths: 'everywhere' });

  for (const [name, form] of Object.entries(FORMS)) {
    it(`are right in ${name} at every depth after the change`, () => {
      const around = (uid: string): readonly Element[] => {
        const inner = [element(0x00081150, 'UI', '1.2.840.10008.1.1'), element(0x00081155, 'UI', uid)];
        return [CLASS, sequence(0x00081115, [[...inner, END]]), element(0x00181030, 'LO', ''), END];
      };
      assertRewritten(around(OLD), around(NEW), withLengths(form));
    });
  }

  it('that are wrong stay as they are while what they count stays', () => {
    const wrong = [element(0x00080000, 'UL', 9999), CLASS, element(0x00280000, 'UL', 1), END];
    assertRewritten(wrong, wrong);
  });

  it('that were wrong are right once what they count has changed', () => {
    const around = (length: number, uid: string): readonly Element[] => [
      element(0x00080000, 'UL', length),
      CLASS,
      element(0x00080018, 'UI', uid),
      element(0x00280000, 'UL', 1),
      END,
    ];
    const right = dicomFile([CLASS, element(0x00080018, 'UI', NEW)], BARE).length;
    assertRewritten(around(9999, OLD), around(right, NEW));
  });

  it('are counted anew when only the sizes inside them cancel out', () => {
    const [long, short] = [element(0x00081030, 'LO', `${OLD}  `), element(0x00081155, 'UI', OLD)];
    const [longer, shorter] = [element(0x00081030, 'LO', `${NEW}  `), element(0x00081155, 'UI', NEW)];
    const right = dicomFile([CLASS, longer, shorter], BARE).length;
    const before = [element(0x00080000, 'UL', 5), CLASS, long, short, END];
    assertRewritten(before, [element(0x00080000, 'UL', right), CLASS, longer, shorter, END]);
  });

  it('of odd form are left alone', () => {
    const odd = [element(0x00080000, 'UL', Uint8Array.of(1, 2)), CLASS, element(0x00080018, 'UI', OLD), END];
    assertRewritten(odd, [odd[0]!, CLASS, element(0x00080018, 'UI', NEW), END]);
  });

  it('count the elements that are put into their group', () => {
    const marks = [
      element(0x00120062, 'CS', 'YES'),
      element(0x00120063, 'LO', ['DicomAnon', 'Policy']),
      element(0x00280303, 'CS', 'MODIFIED'),
    ];
    const before = [CLASS, element(0x00120010, 'LO', 'Sponsor'), END];
    const after = [CLASS, element(0x00120010, 'LO', 'Sponsor'), marks[0]!, marks[1]!, END, marks[2]!];
    const form = { ...BARE, groupLengths: 'top-level' } as const;
    const rewritten = rewrite(dicomFile(before, form), { off: KEEP_ALL.filter((id) => id !== 'mark') });
    assert.equal(toHex(rewritten), toHex(dicomFile(after, form)));
  });

  it('of File Meta Information is counted anew', () => {
    const file = (uid: string): Uint8Array => {
      const meta = [
        element(0x00020002, 'UI', '1.2.840.10008.5.1.4.1.1.2'),
        element(0x00020003, 'UI', uid),
        element(0x00020010, 'UI', TRANSFER_SYNTAX.explicitLE),
      ];
      return dicomFile([CLASS, element(0x00080018, 'UI', uid), END], { meta });
    };
    assert.equal(toHex(rewrite(file(OLD), { off: KEEP_ALL })), toHex(file(NEW)));
  });
});

describe('a length that is almost the largest', () => {
  const LONGEST = 0xfffffffe;
  const SEQUENCE = 0x00081115;

  /** The repairs of a sequence with one element, which grows. */
  function repaired(length: number, growth: number): readonly Repair[] {
    const table = new ElementTable();
    const end = 12 + length;
    table.clear(end);
    const sequenceRow = table.add(SEQUENCE, VR.SQ, 0, 12, end, -1, -1, ROW.sequence);
    const row = table.add(0x00081155, VR.UI, 12, 20, end, -1, sequenceRow, 0);
    table.next[sequenceRow] = 2;
    const changes = new RowChanges();
    changes.reset(2, end);
    changes.replace(table, row, growth);
    changes.settle(table);
    return [...changes.repairs(table)];
  }

  it('is repaired as long as it fits', () => {
    assert.deepEqual(repaired(LONGEST - 10, 10), [{ at: 8, length: LONGEST, isBig: false }]);
  });

  it('is refused, with the tag and the offset, when it would mean something else', () => {
    assert.throws(
      () => repaired(LONGEST - 10, 11),
      new DicomError('unsupported', 'it would become longer than 4 GiB', SEQUENCE, 0),
    );
  });
});

describe('changes of very many rows', () => {
  it('take memory that is given back, at once or with the next file', () => {
    const changes = new RowChanges();
    const ordinary = changes.delta;
    for (const giveBack of [() => changes.release(), () => changes.reset(10, 1000)]) {
      changes.reset(2 * KEPT_ROWS, 2 ** 40);
      const { delta, replaced } = changes;
      assert.ok(delta.length >= 2 * KEPT_ROWS && replaced.length >= 2 * KEPT_ROWS);
      giveBack();
      assert.deepEqual([delta.length, replaced.length], [0, 0]);
      assert.equal(changes.delta, ordinary);
    }
  });
});
