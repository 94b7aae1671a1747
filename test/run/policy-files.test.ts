import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTree } from '../support/temp-folder';
import { element, sequence } from '../support/data-sets';
import { hashTree } from '../support/tree-hash';
import { runCommand, usePlace, withSummary } from './command-line';
import { image } from './images';
import { valuesOf } from './values';
