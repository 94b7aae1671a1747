import { basename } from 'node:path';
import { UserError } from '../errors';
import { REASONS } from '../record/reason-text';
import { RiskForecast } from './risk-forecast';
import type { ByteSource } from '../dicom/header-window';
import { deflate } from '../io/deflate';
import { MemorySource } from '../io/file-source';
import { emitPlan, type FilePlan } from '../splice/edit-list';
import { collectPlan } from './collect-plan';
import { type PreviewBasis, PreviewPlanner } from './preview-planner';

/** A file whose copy is to be looked at before it is made. */
export interface FilePreviewRequest extends PreviewBasis {
  readonly path: string;
  /** Absolute path of the top-level folder above it, which stands for the patient when the file names none. */
  readonly topFolder: string;
}

/**
 * Hands the copy that a run would write of a file to `use`, as a source that is read from the original and the planned
 * bytes as it is asked for: pixel data are not loaded. Nothing is written. Whether the patient's group is small, one file
 * does not tell.
 * @throws UserError when the file would be held back or fail because of its risks; DicomError when it can't be anonymised; NodeJS.ErrnoException from the file system
 */
export async function withPlannedCopy<T>(
  request: FilePreviewRequest,
  use: (copy: ByteSource) => Promise<T>,
): Promise<T> {
  refuseRisks(request);
  const planner = new PreviewPlanner(request);
  const { window } = planner.reader;
  const opened = planner.reader.open(request.path);
  try {
    const plan = planner.plan(opened, request.topFolder);
    if (!opened.behindStream) return await use(new PlannedSource(plan, window.source));
    const { head, dataSet } = collectPlan(plan, window, opened.layout.dataSet);
    return await use(new MemorySource(Buffer.concat([head, deflate(dataSet)])));
  } finally {
    opened.source.close();
  }
}

function refuseRisks({ path, topFolder, choice }: FilePreviewRequest): void {
  const held = new RiskForecast(choice.policy.risks).look({ path, name: basename(path), topFolder });
  if (!held) return;
  const { outcome, detail } = held.verdict;
  const { what, remedy } = REASONS[outcome.reason];
  throw new UserError(outcome.reason, `No copy would be written: ${what} (${detail}).`, remedy);
}

/** A piece of the output: new bytes, or the place in the original that it is copied from. */
interface Piece {
  readonly at: number;
  readonly length: number;
  readonly bytes?: Buffer;
  readonly from: number;
}

/** The output of a plan as a source. Holds the new bytes only. */
export class PlannedSource implements ByteSource {
  readonly size: number;
  private readonly pieces: readonly Piece[];

  constructor(
    plan: FilePlan,
    private readonly original: ByteSource,
  ) {
    const pieces: Piece[] = [];
    let at = 0;
    const add = (length: number, piece: Pick<Piece, 'bytes' | 'from'>): void => {
      pieces.push({ ...piece, at, length });
      at += length;
    };
    emitPlan(plan, {
      put: (bytes, from, to) => add(to - from, { bytes: Buffer.from(bytes.subarray(from, to)), from: 0 }),
      copy: (from, to) => add(to - from, { from }),
    });
    this.pieces = pieces;
    this.size = at;
  }

  read(into: Uint8Array, at: number, length: number, position: number): number {
    const end = Math.min(this.size, position + length);
    let got = position;
    for (let index = this.pieceAt(position); got < end; index++) {
      const piece = this.pieces[index]!;
      const skip = got - piece.at;
      const part = Math.min(end - got, piece.length - skip);
      if (piece.bytes) into.set(piece.bytes.subarray(skip, skip + part), at + got - position);
      else if (this.original.read(into, at + got - position, part, piece.from + skip) < part) break;
      got += part;
    }
    return Math.max(0, got - position);
  }

  /** The last piece that starts at or before a position. */
  private pieceAt(position: number): number {
    let [low, high] = [0, this.pieces.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.pieces[middle]!.at <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
