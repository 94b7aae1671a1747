import type { HeaderWindow } from '../dicom/header-window';
import { emitPlan, type FilePlan, type SegmentSink } from '../splice/edit-list';

/** The output of a plan whose source lies in memory, split where the data set starts. */
interface Collected {
  readonly head: Buffer;
  readonly dataSet: Buffer;
}

/**
 * Makes the output of a plan in memory.
 * @param dataSet file offset at which the data set of the source starts
 */
export function collectPlan(plan: FilePlan, window: HeaderWindow, dataSet: number): Collected {
  const parts: Buffer[] = [];
  const sink: SegmentSink = {
    put: (bytes, from, to) => void parts.push(Buffer.from(bytes.subarray(from, to))),
    copy: (from, to) => {
      const part = Buffer.alloc(to - from);
      window.peek(from, to - from, part);
      parts.push(part);
    },
  };
  emitPlan(plan, sink);
  const output = Buffer.concat(parts);
  const start = dataSet + headGrowth(plan, dataSet);
  return { head: output.subarray(0, start), dataSet: output.subarray(start) };
}

function headGrowth({ edits }: FilePlan, dataSet: number): number {
  let growth = 0;
  for (let edit = 0; edits.fromOf(edit) < dataSet; edit++) growth += edits.deltaOf(edit);
  return growth;
}
