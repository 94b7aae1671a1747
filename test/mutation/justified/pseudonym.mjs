export const PSEUDONYM = [];
