import { nameOfFault } from './fault';
import type { Trial } from './try-case';

interface Count {
  readonly tried: number;
  readonly survived: number;
}

/** Trials by call and by fault, as a table; cells are `survived/tried`, or the number alone when all were survived. */
export function tableOf(trials: readonly Trial[]): string {
  const faults = sortedNames(trials.map(({ planned }) => nameOfFault({ ...planned, lasting: false })));
  const calls = sortedNames(trials.map(({ planned }) => planned.site.call));
  const rows = calls.map((call) => {
    const ofCall = trials.filter(({ planned }) => planned.site.call === call);
    const cells = faults.map((fault) =>
      cell(count(ofCall.filter(({ planned }) => nameOfFault({ ...planned, lasting: false }) === fault))),
    );
    return [call, ...cells, cell(count(ofCall))];
  });
  const all = [
    ['call', ...faults, 'all'],
    ...rows,
    [
      'all',
      ...faults.map((fault) =>
        cell(count(trials.filter(({ planned }) => nameOfFault({ ...planned, lasting: false }) === fault))),
      ),
      cell(count(trials)),
    ],
  ];
  return align(all);
}

/** One line for a trial that was not survived. */
export function describeTrial({ scenario, planned, complaints }: Trial): string {
  const { thread, call, nth } = planned.site;
  return `${scenario}: ${call} #${nth} of thread ${thread}, ${nameOfFault(planned)}: ${complaints.join('; ')}`;
}

function count(trials: readonly Trial[]): Count {
  return {
    tried: trials.length,
    survived: trials.filter(({ complaints }) => complaints.length === 0).length,
  };
}

function cell({ tried, survived }: Count): string {
  if (tried === 0) return '';
  return tried === survived ? `${tried}` : `${survived}/${tried}`;
}

function sortedNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
