'use strict';
const { reporters, Runner } = require('mocha');

/**
 * Mocha's own report, closed by a line for each test that failed, one for each attempt, or passed at its second attempt
 * only, and by one plain line that says how many tests passed and failed.
 */
module.exports = class PlainReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    this.retried = new Map();
    runner.on(Runner.constants.EVENT_TEST_RETRY, (test, error) => this.retried.set(test.fullTitle(), error));
  }

  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    for (const test of this.failures) {
      const first = this.retried.get(test.fullTitle());
      this.retried.delete(test.fullTitle());
      if (first) say('not ok', `${test.fullTitle()} (first attempt)`, first);
      say('not ok', test.fullTitle(), test.err);
    }
    for (const [title, error] of this.retried) say('second attempt', title, error);
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};

function say(what, title, error) {
  const message = String(error?.message ?? error).replace(/\s+/g, ' ');
  process.stdout.write(`${what} - ${title}: ${message}\n`);
}
