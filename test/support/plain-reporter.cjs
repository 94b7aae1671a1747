'use strict';
const { reporters } = require('mocha');

/** Mocha's own report, closed by one plain line that says how many tests passed and failed. */
module.exports = class PlainReporter extends reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    process.stdout.write(`${passes} passed, ${failures} failed, ${pending} skipped\n`);
  }
};
