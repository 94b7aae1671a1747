import type { Needle, Strength } from './needle';

type NumberNeedle = Omit<Needle, 'patients' | 'kind'>;

/** IDs with fewer characters occur by chance. */
const USUAL_LENGTH = 5;
const STRONG_LENGTH = 7;
const SHORTEST_PHONE = 6;
/** Digits in a row, or one digit again and again: tables of numbers hold them, and so do forms that nobody filled in. */
const COUNTED = /^(?:0?123456?7?8?9?0?|(\d)\1+)$/;

/** The forms of an ID: as it is, with other separators, without them, and without leading zeros. */
export function idNeedles(id: string): readonly NumberNeedle[] {
  const text = id.trim();
  const bare = text.replace(/[\s\-_./\\]+/g, '');
  const separated = ['-', '_', '.', ' ', '/'].map((separator) => text.replace(/[\s\-_./\\]+/g, separator));
  const forms = [text, bare, ...separated, bare.replace(/^0+(?=.{4})/, '')];
  return [...new Set(forms)]
    .filter((form) => form.length > 1)
    .map((form) => ({ text: form, strength: strengthOfId(form) }));
}

function strengthOfId(id: string): Strength {
  const isMixed = /\d/.test(id) && /[^\d]/.test(id);
  if (!/\d/.test(id) || COUNTED.test(id)) return 'weak';
  if (id.length >= STRONG_LENGTH || (isMixed && id.length >= USUAL_LENGTH)) return 'strong';
  return id.length >= USUAL_LENGTH ? 'usual' : 'weak';
}

/** The forms of a phone number: as it is, its digits, its last seven, and its groups with the usual punctuation. */
export function phoneNeedles(phone: string): readonly NumberNeedle[] {
  const text = phone.trim();
  const digits = text.replace(/\D/g, '');
  if (digits.length < SHORTEST_PHONE) return [];
  const groups = text.split(/\D+/).filter((group) => group !== '');
  const joined = ['', ' ', '-', '.', '/'].map((separator) => groups.join(separator));
  const national = groups.length > 2 ? groups.slice(1).join('') : digits.slice(-9);
  return [...new Set([text, ...joined, national])]
    .filter((form) => form.replace(/\D/g, '').length >= SHORTEST_PHONE)
    .map((form) => ({ text: form, strength: form.length >= USUAL_LENGTH + 2 ? 'strong' : 'usual' }));
}
