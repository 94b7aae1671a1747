import { randomDigits, randomInteger, type Random } from './random';

/** Makes a UID that it has not made before. */
export type UidSource = () => string;

/** A root for synthetic data, under which no real device makes UIDs. */
const ROOT = '1.2.826.0.1.3680043.10.1234';

/** UIDs as scanners make them: root, device, moment of the study, a counter. */
export function scannerUids(random: Random, date: string, time: string): UidSource {
  const stem = `${ROOT}.${randomDigits(random, 5)}.${date}${time}`;
  let counter = 0;
  return () => `${stem}${randomDigits(random, 6)}.${++counter}`;
}

/** UIDs made of a random UUID, PS3.5 §B.2. */
export function uuidUids(random: Random): UidSource {
  return () => {
    const bytes = Array.from({ length: 16 }, () => randomInteger(random, 256));
    return `2.25.${bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n)}`;
  };
}
