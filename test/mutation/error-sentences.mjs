// Leaves the sentences of errors out: what tests hold an error to is its kind, its tag and its offset.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const REASON = 'a sentence of an error, for people: tests hold an error to its kind and its place';

/** Sentences have spaces; kinds and codes have none. */
const SENTENCE = / /;

const errorSentences = {
  shouldIgnore(path) {
    const { node, parentPath } = path;
    const text = node.type === 'TemplateLiteral' ? node.quasis[0].value.raw : node.value;
    const isText = node.type === 'TemplateLiteral' || node.type === 'StringLiteral';
    return isText && SENTENCE.test(text) && makesError(parentPath?.node) ? REASON : undefined;
  },
};

function makesError(node) {
  if (node?.type === 'NewExpression') return /Error$/.test(node.callee.name);
  return node?.type === 'CallExpression' && node.callee.property?.name === 'fault';
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'error-sentences', errorSentences)];
