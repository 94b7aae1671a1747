import { HmacSha256 } from './hmac';

/** Length of a project key in bytes. */
export const KEY_LENGTH = 32;

/**
 * The secret that all pseudonyms of one project hang on. Keyed, because an unkeyed hash of a UID can be found again by
 * anyone who holds the originals.
 */
export class ProjectKey {
  private readonly hmac: HmacSha256;

  /** @throws RangeError when `bytes` are not 32 */
  constructor(readonly bytes: Uint8Array) {
    if (bytes.length !== KEY_LENGTH)
      throw new RangeError(`a project key has ${KEY_LENGTH} bytes, not ${bytes.length}`);
    this.hmac = new HmacSha256(bytes);
  }

  /** HMAC-SHA-256 (RFC 2104) of `text` for one purpose: 32 bytes. The purposes are apart: none is the prefix of another. */
  digest(purpose: 'uid' | 'date' | 'study' | 'project' | 'path' | 'hash', text: string | Uint8Array): Buffer {
    return this.hmac.digest(purpose, text);
  }

  /** Eight hex digits that name the project without giving the key away. */
  get fingerprint(): string {
    return this.digest('project', '').toString('hex', 0, 4).toUpperCase();
  }

  /** A short code for `text`: `length` characters of A-Z and 2-7 (RFC 4648 §6), stable within the project. */
  code(purpose: 'study' | 'path', text: string, length: number): string {
    const digest = this.digest(purpose, text);
    let code = '';
    for (let i = 0; i < length; i++) code += BASE32[digest[i]! & 31]!;
    return code;
  }
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
