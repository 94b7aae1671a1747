const LONGEST = 64;
const COMPONENTS = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+$/;

/** Whether a UID is built as PS3.5 §9.1 asks: at most 64 characters, components of digits without leading zeros. */
export function isValidUid(uid: string): boolean {
  return uid.length <= LONGEST && COMPONENTS.test(uid);
}
