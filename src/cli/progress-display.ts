import { Presets, SingleBar } from 'cli-progress';
import type { RewriteProgress } from '../core/run/rewrite-folder';
import type { SurveyTotals } from '../core/run/survey';
import { formatBytes, formatCount, formatNumber, formatSeconds } from '../core/record/format';

const MEGABYTE = 1e6;
const SURVEY_INTERVAL_MS = 250;

/** Shows on a terminal how far the run is; says nothing when `stream` is none, except where that would hide errors. */
export class ProgressDisplay {
  private readonly bar: SingleBar;
  private lastSurvey = 0;
  private started = false;

  constructor(private readonly stream: NodeJS.WriteStream) {
    this.bar = new SingleBar(
      {
        format: 'Anonymising {bar} {percentage}% | {files}/{totalFiles} files | {speed} MB/s | {left} left',
        stream,
        hideCursor: true,
        clearOnComplete: false,
        fps: 4,
        gracefulExit: false,
      },
      Presets.shades_classic,
    );
  }

  survey(totals: () => SurveyTotals): void {
    if (!this.stream.isTTY || Date.now() - this.lastSurvey < SURVEY_INTERVAL_MS) return;
    this.lastSurvey = Date.now();
    const { dicom, patients, bytes } = totals();
    const text = `Looking: ${formatCount(patients, 'patient')}, ${formatCount(dicom, 'file')}, ${formatBytes(bytes)}`;
    this.stream.write(`\r\x1b[K${text}`);
  }

  endSurvey(): void {
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
  }

  write(progress: RewriteProgress): void {
    const { files, totalFiles, bytes, totalBytes, seconds } = progress;
    const speed = bytes / Math.max(seconds, 0.001);
    const payload = {
      files: formatNumber(files),
      totalFiles: formatNumber(totalFiles),
      speed: (speed / MEGABYTE).toFixed(0),
      left: speed > 0 ? formatSeconds((totalBytes - bytes) / speed) : '…',
    };
    if (!this.started) this.bar.start(totalBytes, bytes, payload);
    this.started = true;
    this.bar.update(Math.min(bytes, totalBytes), payload);
  }

  end(): void {
    if (this.started) this.bar.stop();
    this.started = false;
  }
}
