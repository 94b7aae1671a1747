import * as vscode from 'vscode';
import { USER_COMMANDS, type CommandHandlers } from '../commands';
import type { RowExplainer, RowPlace } from '../policy/placed-row';
import type { AnonymiseFeature } from './anonymise-feature';

/** The view type of the panel. */
export const PANEL_VIEW = 'dicomanon.panel';

/** The commands of the run. */
export type RunCommandId = Exclude<
  (typeof USER_COMMANDS)[keyof typeof USER_COMMANDS],
  typeof USER_COMMANDS.compareWithOriginal
>;

/** The row of the tag view that a menu was opened on. */
export type FindRow = (context: unknown) => Promise<RowPlace | undefined>;

/** What the run brings: its registrations, its commands, and the way from a copy back to its original. */
export interface RegisteredRun {
  readonly disposable: vscode.Disposable;
  readonly commands: CommandHandlers<RunCommandId>;
  readonly findOriginal: (copy: vscode.Uri) => Promise<vscode.Uri | undefined>;
  /** What the policy in use does with a row of the tag view. */
  readonly explainer: RowExplainer;
  /** Ends a run that goes on, in order: every file whole, the workbook saved. */
  readonly stop: () => Promise<void>;
}

/** Registers the run and its panel. They are loaded when first needed. */
export function registerAnonymise(
  { extensionUri, extension }: Pick<vscode.ExtensionContext, 'extensionUri' | 'extension'>,
  log: vscode.LogOutputChannel,
  findRow: FindRow,
): RegisteredRun {
  let loaded: Promise<AnonymiseFeature> | undefined;
  const policyChanged = new vscode.EventEmitter<void>();
  const { version } = extension.packageJSON as { readonly version: string };
  const load = (): Promise<AnonymiseFeature> =>
    (loaded ??= loadFeature(extensionUri, version, log, () => policyChanged.fire()));
  const anonymise = async (target: unknown, second: unknown): Promise<unknown> =>
    (await load()).anonymise(target, second);
  const preview = async (target: unknown, others: unknown): Promise<void> =>
    (await load()).preview(target, others);
  const serializer = vscode.window.registerWebviewPanelSerializer(PANEL_VIEW, {
    deserializeWebviewPanel: async (panel) => (await load()).restore(panel),
  });
  return {
    disposable: vscode.Disposable.from(
      serializer,
      policyChanged,
      new vscode.Disposable(() => void loaded?.then((feature) => feature.dispose())),
    ),
    commands: {
      [USER_COMMANDS.anonymise]: anonymise,
      [USER_COMMANDS.anonymiseFolder]: anonymise,
      [USER_COMMANDS.showPanel]: async () => (await load()).showPanel(),
      [USER_COMMANDS.preview]: preview,
      [USER_COMMANDS.previewResource]: preview,
      [USER_COMMANDS.anonymiseWithPolicy]: async (file: unknown) => (await load()).anonymiseWithPolicy(file),
      [USER_COMMANDS.auditFolder]: async (target: unknown, source: unknown) =>
        (await load()).auditFolder(target, source),
      [USER_COMMANDS.showReport]: async () => (await load()).showReport(),
      [USER_COMMANDS.newPolicy]: async () => (await load()).newPolicy(),
      [USER_COMMANDS.editPolicy]: async () => (await load()).editPolicy(),
      [USER_COMMANDS.explainTag]: async (context: unknown) =>
        (await load()).explainTag(await findRow(context)),
      [USER_COMMANDS.exportEvidence]: async (target: unknown, options: unknown) =>
        (await load()).exportEvidence(target, options),
    },
    findOriginal: async (copy) => (await loaded)?.findOriginal(copy),
    explainer: {
      explain: async (row) => (await load()).explainRow(row),
      onDidChange: (listener) => {
        const following = policyChanged.event(listener);
        return () => void following.dispose();
      },
    },
    stop: async () => (await loaded)?.stop(),
  };
}

async function loadFeature(
  extensionUri: vscode.Uri,
  version: string,
  log: vscode.LogOutputChannel,
  policyChanged: () => void,
): Promise<AnonymiseFeature> {
  // A bundle of its own, so that activation does not read it.
  const { AnonymiseFeature: Feature } = await import('./anonymise-feature');
  return new Feature(extensionUri, version, log, policyChanged);
}
