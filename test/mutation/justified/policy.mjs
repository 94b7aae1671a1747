export const POLICY = [];
