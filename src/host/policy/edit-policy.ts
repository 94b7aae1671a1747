import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/errors';
import { applyOptions } from '../../core/policy/apply-options';
import { POLICIES } from '../../core/policy/policies';
import { defaultChoice, type Policy, type PolicyChoice } from '../../core/policy/policy';
import { POLICY_FILE_ENDING } from '../../core/run/load-policy';
import { SETTING } from '../anonymise/settings';
import { freeName, policyTemplate } from './policy-template';

const NO_FOLDER = new UserError(
  'no-folder',
  'A policy file lies in a folder of the workspace, and none is open.',
  'Open a folder and try again.',
);

/** Asks for the policy to extend and its options, writes a policy file into the workspace and opens it. */
export async function createPolicy(): Promise<vscode.Uri | undefined> {
  const folder = await askForFolder();
  const policy = folder && (await askForBase());
  const choice = policy && (await askForOptions(policy));
  if (!folder || !choice) return undefined;
  const name = freeName(choice.policy, (each) => existsSync(join(folder.fsPath, each + POLICY_FILE_ENDING)));
  const file = vscode.Uri.joinPath(folder, name + POLICY_FILE_ENDING);
  await vscode.workspace.fs.writeFile(file, Buffer.from(policyTemplate(name, choice)));
  await vscode.window.showTextDocument(file);
  void offerToUse(name + POLICY_FILE_ENDING);
  return file;
}

/** Opens the policy file in use; where a built-in policy is in use, which can't be edited, offers to make a file of it. */
export async function editPolicy(file: string | undefined): Promise<void> {
  if (file !== undefined) {
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    return;
  }
  const create = vscode.l10n.t('New Policy…');
  const message = vscode.l10n.t('The policy in use is built in. A policy file can extend and change it.');
  if ((await vscode.window.showInformationMessage(message, create)) === create) await createPolicy();
}

async function askForFolder(): Promise<vscode.Uri | undefined> {
  const local = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (local.length === 0) throw NO_FOLDER;
  if (local.length === 1) return local[0]!.uri;
  const items = local.map(({ name, uri }) => ({ label: name, description: uri.fsPath, uri }));
  const placeHolder = vscode.l10n.t('In which folder shall the policy file lie?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}

async function askForBase(): Promise<Policy | undefined> {
  const items = POLICIES.map((policy) => ({ label: policy.title, detail: policy.description, policy }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('New Policy'),
    placeHolder: vscode.l10n.t('Which policy decides where your own rules do not?'),
  });
  return chosen?.policy;
}

async function askForOptions(policy: Policy): Promise<PolicyChoice | undefined> {
  const items = policy.switches.map(({ id, title, description, onByDefault }) => ({
    ...{ label: title, detail: description, picked: onByDefault, id },
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('New Policy'),
    placeHolder: vscode.l10n.t('Which of its parts are on?'),
    canPickMany: true,
  });
  if (!chosen) return undefined;
  const isOn = (id: string): boolean => chosen.some((item) => item.id === id);
  const turned = policy.switches.filter(({ id, onByDefault }) => isOn(id) !== onByDefault);
  return applyOptions(defaultChoice(policy), Object.fromEntries(turned.map(({ id }) => [id, isOn(id)])));
}

async function offerToUse(name: string): Promise<void> {
  const use = vscode.l10n.t('Use It in This Workspace');
  const message = vscode.l10n.t('The policy file {0} is there to be changed.', name);
  if ((await vscode.window.showInformationMessage(message, use)) !== use) return;
  const settings = vscode.workspace.getConfiguration('dicomanon');
  await settings.update(SETTING.policy, name, vscode.ConfigurationTarget.Workspace);
}
