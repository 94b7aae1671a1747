'use strict';
const { reporters, Runner } = require('mocha');

/**
 * Mocha's own report, closed by a line for each test that failed or passed at its second attempt only, and by one plain
 * line that says how many tests passed and failed.
 */
module.exports = class PlainReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.retried = new Map();
    runner.on(Runner.constants.EVENT_TEST_RETRY, (test, error) => this.retried.set(test.fullTitle(), error));
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test) => this.retried.delete(test.fullTitle()));
  }

  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    for (const [title, error] of this.retried) say('second attempt', title, error);
    for (const test of this.failures) say('not ok', test.fullTitle(), test.err);
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};

function say(what, title, error) {
  const message = String(error?.message ?? error).replace(/\s+/g, ' ');
  process.stdout.write(`${what} - ${title}: ${message}\n`);
}
