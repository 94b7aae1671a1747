import { formatBytes, formatSeconds } from '../core/record/format';
import type { Progress } from './panel-state';
import { t } from './translate';

/** Before this much is done, the time left is a guess. */
const TELLING_SECONDS = 2;
const TELLING_SHARE = 0.02;

/** A progress in words. */
export interface ProgressView {
  /** 0 to 100, whole; 100 only when everything is done. */
  readonly percent: number;
  /** "1,234 of 5,678 files". */
  readonly files: string;
  /** "85 MB/s", '' at the start. */
  readonly speed: string;
  /** "about 2 min 05 s left", '' while it is a guess. */
  readonly timeLeft: string;
  /** "ANON-0007", '' before the first. */
  readonly patient: string;
  /** All of it in a sentence, for a screen reader. */
  readonly text: string;
}

/** A progress as the panel, the notification and the status bar show it. */
export function viewProgress(progress: Progress): ProgressView {
  const { files, totalFiles, bytes, seconds, patient } = progress;
  const share = doneShare(progress);
  const percent = share >= 1 ? 100 : Math.min(99, Math.floor(share * 100));
  const count = t('{0} of {1} files', files.toLocaleString('en-GB'), totalFiles.toLocaleString('en-GB'));
  const timeLeft = timeLeftText(share, seconds);
  return {
    percent,
    files: count,
    speed: seconds > 0 && bytes > 0 ? `${formatBytes(bytes / seconds)}/s` : '',
    timeLeft,
    patient,
    text: [`${percent} %`, count, timeLeft].filter((part) => part !== '').join(', '),
  };
}

/** Between 0 and 1. Small files cost by their number and big ones by their size: both count for half. */
export function doneShare({ files, totalFiles, bytes, totalBytes }: Progress): number {
  const byFiles = totalFiles === 0 ? 1 : files / totalFiles;
  const byBytes = totalBytes === 0 ? byFiles : bytes / totalBytes;
  return Math.min(1, Math.max(0, (byFiles + byBytes) / 2));
}

function timeLeftText(share: number, seconds: number): string {
  if (share >= 1 || share < TELLING_SHARE || seconds < TELLING_SECONDS) return '';
  const left = Math.max(1, Math.round((seconds * (1 - share)) / share));
  return t('about {0} left', formatSeconds(left).replace(/\.\d/, ''));
}
