import type { ScannedFile } from '../identifiers/character-set-scopes';
import { VR } from '../dicom/vr';
import { collectKnownValues } from '../identifiers/collect-known-values';
import type { KnownValues } from '../identifiers/known-values';
import { ACT } from '../policy/action';
import type { Decider } from '../policy/decider';

/** What a file tells of its patient in attributes that do not stay as they are: what its copy must not tell. */
export function secretsOf(decider: Decider, { window, table, layout }: ScannedFile): KnownValues {
  const scanned = { window, table };
  return collectKnownValues(window, table, layout, {}, (row) => {
    for (let at = row; at >= 0; at = table.parent[at]!) {
      const action = decider.decideIn(scanned, at);
      const stays = action === ACT.keep || (action === ACT.clean && !isReplacedByCleaning(table.vr[at]!));
      if (!stays && (at === row || action === ACT.remove || action === ACT.empty)) return true;
    }
    return false;
  });
}

/** Cleaning moves dates as a whole, and leaves of other values what it does not know. */
function isReplacedByCleaning(vr: number): boolean {
  return vr === VR.DA || vr === VR.DT || vr === VR.PN;
}
