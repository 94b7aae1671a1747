/** What a key does to the tree. */
export type TreeAction =
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'first' | 'last' | 'fold' | 'unfold' | 'toggle' | 'copy' | 'search' };

const KEYS: Readonly<Record<string, TreeAction['kind']>> = {
  Home: 'first',
  End: 'last',
  ArrowLeft: 'fold',
  ArrowRight: 'unfold',
  Enter: 'toggle',
  ' ': 'toggle',
};

const CONTROL_KEYS: Readonly<Record<string, TreeAction['kind']>> = { c: 'copy', f: 'search' };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The action of a key in the tree, as VS Code's own trees have it; undefined for keys that mean nothing there. */
export function actionOf(
  { key, ctrlKey, metaKey, altKey }: Key,
  rowsPerScreen: number,
): TreeAction | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return plain(CONTROL_KEYS[key.toLowerCase()]);
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', by: 1 };
    case 'ArrowUp':
      return { kind: 'move', by: -1 };
    case 'PageDown':
      return { kind: 'move', by: rowsPerScreen };
    case 'PageUp':
      return { kind: 'move', by: -rowsPerScreen };
    default:
      return plain(KEYS[key]);
  }
}

function plain(kind: TreeAction['kind'] | undefined): TreeAction | undefined {
  return kind === undefined || kind === 'move' ? undefined : { kind };
}
