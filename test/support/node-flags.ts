/** What `npm run anonymise` starts Node with. */
export const NODE_FLAGS: readonly string[] = ['--optimize-for-size'];
