import { removeFolder } from '../support/temp-folder';
import { skipBecause } from '../support/skipping';
import { describeElements } from './elements';
import { describeLeftovers } from './leftovers';
import { describeOutcomes } from './outcomes';
import { describeReaders } from './readers';
import { anonymiseCorpus, type CorpusRuns, corpusIsThere, NO_CORPUS } from './run';
import { describeValidation } from './validation';

describe('the corpus of real files', function () {
  this.timeout(300_000);
  let made: CorpusRuns | undefined;
  const runs = (): CorpusRuns => made!;

  before(function () {
    if (!corpusIsThere()) skipBecause(this, NO_CORPUS);
    made = anonymiseCorpus();
  });

  after(() => {
    if (made !== undefined) removeFolder(made.folder);
  });

  describeOutcomes(runs);
  const compared = describeElements(runs);
  describeLeftovers(runs, compared.standard);
  describeReaders(runs);
  describeValidation(runs);
});
