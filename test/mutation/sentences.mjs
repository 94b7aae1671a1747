// Leaves sentences for people out: what tests hold an error to is its kind and its place, and the texts of the policies
// stand in the README as they are.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

const REASON = 'a sentence for people';

/** Three words and more; names and codes are shorter, and other languages than English begin otherwise. */
const PROSE = /^["(]?[A-Za-z][\w'",.:;()/-]* .+ ./;

const sentences = {
  shouldIgnore({ node, parentPath }) {
    if (node.type === 'StringLiteral') return isSentence(node.value, parentPath) ? REASON : undefined;
    return node.type === 'TemplateLiteral' && makesError(parentPath?.node) ? REASON : undefined;
  },
};

function isSentence(text, parentPath) {
  return PROSE.test(text) || (text.includes(' ') && makesError(parentPath?.node));
}

function makesError(node) {
  if (node?.type === 'NewExpression') return /Error$/.test(node.callee.name);
  return node?.type === 'CallExpression' && node.callee.property?.name === 'fault';
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'sentences', sentences)];
