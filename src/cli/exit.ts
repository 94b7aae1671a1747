/** Exit statuses of the command line. */
export const EXIT = { done: 0, someFailed: 1, refused: 2, cancelled: 130 } as const;
