// Runs the bundled tests in Mocha for Stryker, whose own runner knows no Mocha of this version. Every mutant gets all
// modules anew, so that nothing that another one left in a cache is seen, and only the tests that reach it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';
import { BUNDLE, TOO_LONG } from './areas.mjs';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const { EVENT_TEST_BEGIN, EVENT_TEST_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Mocha.Runner.constants;

/** What the mutants in the code look at: which of them is active, and which test runs. */
const stryker = (globalThis.__stryker__ ??= {});

/** Where Stryker's code counts what a test reaches; most of the time goes there, and only the first run needs it. */
const COUNTER = 'function cover() {';

/** A mutant goes on without end when it is reached so much more often than its code was; a fifth of what Stryker allows. */
const SOONER = 5;

class MochaRunner {
  constructor() {
    this.bundle = join(process.cwd(), BUNDLE);
    this.require = createRequire(this.bundle);
    process.chdir(PROJECT); // tests read files of the project and beside it
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    this.compile((source) => source);
    stryker.activeMutant = stryker.mutantCoverage = stryker.hitLimit = stryker.hitCount = undefined;
    try {
      const tests = await this.runOneByOne();
      return { status: DryRunStatus.Complete, tests, mutantCoverage: byTest(stryker.mutantCoverage) };
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error.stack) };
    } finally {
      this.script = undefined;
    }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit: generous }) {
    const hitLimit = generous && generous / SOONER;
    if (!this.script) this.compile((source) => source.replaceAll(COUNTER, `${COUNTER} return;`));
    stryker.activeMutant = activeMutant.id;
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    try {
      const tests = await this.run(testFilter && new Set(testFilter), true);
      return toMutantRunResult(
        determineHitLimitReached(stryker.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests },
      );
    } catch (error) {
      const failureMessage = `can't be loaded: ${error.message}`;
      return { status: MutantRunStatus.Killed, killedBy: [], failureMessage, nrOfTests: 0 };
    }
  }

  compile(prepare) {
    const source = prepare(readFileSync(this.bundle, 'utf8'));
    this.script = new Script(`(function (require, module, exports) {${source}\n})`, {
      filename: this.bundle,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  }

  /**
   * Results of all tests, each with modules of its own: what is made once and kept, such as the rules of a policy, would
   * otherwise seem to be reached by the first test only that asks for it.
   */
  async runOneByOne() {
    const results = [];
    for (const id of this.load().ids.values()) results.push(...(await this.run(new Set([id]))));
    return results;
  }

  /** Results of the tests, all of them or the wanted ones; with `bail` up to the first that fails. */
  async run(wanted, bail = false) {
    const { mocha, ids } = this.load(bail);
    keepOnly(mocha.suite, (test) => !TOO_LONG.test(test.fullTitle()) && (wanted?.has(ids.get(test)) ?? true));
    const results = [];
    await new Promise((resolve) => {
      const runner = mocha.run(resolve);
      const add = (status) => (test, error) => results.push(resultOf(test, ids, status, error));
      runner.on(EVENT_TEST_BEGIN, (test) => (stryker.currentTestId = ids.get(test)));
      runner.on(EVENT_TEST_END, () => (stryker.currentTestId = undefined));
      runner.on(EVENT_TEST_PASS, add(TestStatus.Success));
      runner.on(EVENT_TEST_FAIL, add(TestStatus.Failed));
      runner.on(EVENT_TEST_PENDING, add(TestStatus.Skipped));
    });
    mocha.dispose();
    return results;
  }

  /** The tests with all modules anew, and a name for each. */
  load(bail = false) {
    const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: class {}, bail });
    mocha.suite.emit('pre-require', globalThis, '', mocha);
    const module = { exports: {} };
    this.script.runInThisContext()(this.require, module, module.exports);
    return { mocha, ids: identify(mocha.suite) };
  }
}

/** Mutants that a test reaches need no other tests, although they were reached at loading, too: every run loads anew. */
function byTest(coverage) {
  const reached = new Set(Object.values(coverage.perTest).flatMap(Object.keys));
  const atLoading = Object.entries(coverage.static).filter(([mutant]) => !reached.has(mutant));
  return { static: Object.fromEntries(atLoading), perTest: coverage.perTest };
}

/** A name for each test by which it is found again in the next run. */
function identify(suite) {
  const ids = new Map();
  const count = new Map();
  suite.eachTest((test) => {
    const title = test.fullTitle();
    count.set(title, (count.get(title) ?? 0) + 1);
    ids.set(test, count.get(title) === 1 ? title : `${title} #${count.get(title)}`);
  });
  return ids;
}

function keepOnly(suite, isWanted) {
  suite.tests = suite.tests.filter(isWanted);
  suite.suites.forEach((each) => keepOnly(each, isWanted));
}

/** Of a hook that fails, the result of the test that it fails with. */
function resultOf(test, ids, status, error) {
  const id = ids.get(test) ?? ids.get(test.ctx?.currentTest) ?? test.fullTitle();
  const failureMessage = String(error?.message ?? error ?? '');
  return { id, name: id, timeSpentMs: test.duration ?? 0, status, failureMessage };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'bundled-mocha', MochaRunner)];
