/** What becomes of an attribute, seen from its value. */
export const PREVIEW_FATES = ['kept', 'changed', 'emptied', 'removed', 'added'] as const;
export type PreviewFate = (typeof PREVIEW_FATES)[number];

/** What a reader of a preview looks for. */
export const PREVIEW_KINDS = ['changed', 'removed', 'keptText', 'keptPrivate', 'keptDates'] as const;
export type PreviewKind = (typeof PREVIEW_KINDS)[number];
