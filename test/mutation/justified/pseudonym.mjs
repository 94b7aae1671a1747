const FILE = 'src/core/pseudonym/hmac.ts';

/** Mutants of core/pseudonym that no test need notice. */
export const PSEUDONYM = [
  {
    file: FILE,
    reason: 'both ways give the same digest; which one is open is a matter of the version of Node',
    mutants: [
      ['if (hash === undefined)', 'if (true)', 'if (false)', 'if (hash !== undefined)'],
      [
        "return crypto.createHmac('sha256', this.key).update(prefix).update(message).digest();",
        'return crypto.createHmac("", this.key).update(prefix).update(message).digest();',
      ],
    ],
  },
  {
    file: FILE,
    reason: 'how much memory is taken at once: it grows when it must',
    mutants: [
      [
        'private inner = Buffer.alloc(BLOCK + 4 * BLOCK);',
        'private inner = Buffer.alloc(BLOCK + 4 / BLOCK);',
      ],
      [
        'if (length <= this.inner.length) return;',
        'if (false) return;',
        'if (length < this.inner.length) return;',
      ],
    ],
  },
  {
    file: FILE,
    reason: 'the byte behind the key is written over by what follows it',
    mutants: [['for (let at = 0; at < BLOCK; at++) {', 'for (let at = 0; at <= BLOCK; at++) {']],
  },
  {
    file: FILE,
    reason: 'bytes are taken as they are, and ASCII is the same in Latin-1 and UTF-8',
    mutants: [
      [
        "const bytes = typeof message === 'string' ? Buffer.from(message, 'utf8') : message;",
        "const bytes = true ? Buffer.from(message, 'utf8') : message;",
      ],
      ["this.inner.write(prefix, BLOCK, 'latin1');", 'this.inner.write(prefix, BLOCK, "");'],
    ],
  },
];
