import { turnedSwitches, type Policy, type PolicyChoice } from '../../core/policy/policy';

/**
 * The text of a new policy file: a policy that extends a built-in one, with the options as chosen and rules to begin
 * with, commented out.
 */
export function policyTemplate(name: string, choice: PolicyChoice): string {
  const { policy } = choice;
  return `// A policy of DicomAnon. The editor completes and explains it: Ctrl+Space, and hover.
{
  "name": ${JSON.stringify(name)},
  "description": "",
  // The policy that decides where no rule below does.
  "extends": ${JSON.stringify(policy.name)},
  // Parts of it that are on or off; the others stay as they are by default.
  "options": {${optionLines(choice)}
  },
  // Your own rules. The first one that fits an attribute decides, at every depth.
  "rules": [
    // { "keyword": "PatientWeight", "action": "K", "why": "the dose is calculated from it" },
    // { "tag": "(0008,0080)", "action": "replace", "value": "Site 12" },
    // { "pattern": "50xx,xxxx", "action": "X" },
    // { "private": { "creator": "SIEMENS MED NM", "group": "0033", "element": "10" }, "action": "K" },
    // { "path": "RequestAttributesSequence > *", "action": "X" }
  ],
  // Patients with an ID of their own, from a CSV or Excel list, and how the others are called.
  // "patientIds": { "file": "ids.csv", "from": "MRN", "to": "Subject", "prefix": "ANON-", "digits": 4 }
}
`;
}

/** Options that differ from their default stand as they are; the others as comments, with what they do. */
function optionLines(choice: PolicyChoice): string {
  const turned = turnedSwitches(choice);
  const lines = choice.policy.switches.flatMap(({ id, description }) => [
    `// ${description}`,
    `${Object.hasOwn(turned, id) ? '' : '// '}${JSON.stringify(id)}: ${choice.on.includes(id)},`,
  ]);
  return lines.map((line) => `\n    ${line}`).join('');
}

/** A name for a new policy file that is not taken yet: "my-policy", "my-policy-2". */
export function freeName(policy: Policy, isTaken: (name: string) => boolean): string {
  const stem = `my-${policy.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 40);
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}-${number}`;
    if (!isTaken(name)) return name;
  }
}
