import type { FolderPreviewRequest, PreviewProgress } from '../core/run/preview-folder';
import type { PreviewTable } from '../core/run/preview-table';

/** What the thread is started with. */
export type PreviewThreadRequest = FolderPreviewRequest;

/** What it sends: how far it is, now and then, and the table before it ends. */
export type PreviewMessage =
  ({ readonly kind: 'progress' } & PreviewProgress) | { readonly kind: 'done'; readonly table: PreviewTable };
