/** The style sheet of the page: system fonts, one column, black on white when printed. */
export const PAGE_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 58rem; padding: 2rem 1.5rem 4rem; background: #fff; color: #1b1f24;
  font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, "Noto Sans", sans-serif; }
header { border-bottom: 3px solid #0b3a53; margin-bottom: 1.25rem; padding-bottom: .75rem; }
h1 { color: #0b3a53; font-size: 1.7rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { border-bottom: 1px solid #c4cdd5; color: #0b3a53; font-size: 1.2rem; margin: 2rem 0 .6rem; padding-bottom: .2rem; }
h3 { font-size: 1rem; margin: 1.3rem 0 .4rem; }
p { margin: .4rem 0; max-width: 46rem; }
.made { color: #57606a; margin: 0; }
.verdict { border: 1px solid; border-left-width: .5rem; border-radius: 4px; margin: 1rem 0; padding: .6rem .9rem; }
.verdict p { margin: .15rem 0; max-width: none; }
.verdict strong { font-size: 1.08rem; }
.good { background: #eef8f1; border-color: #1f7a3d; }
.warn { background: #fff7e6; border-color: #9a6700; }
.bad { background: #fdf0ef; border-color: #b42318; }
table { border-collapse: collapse; margin: .4rem 0 1rem; width: 100%; }
caption { color: #57606a; font-size: .87rem; padding: 0 0 .3rem; text-align: left; }
th, td { border-bottom: 1px solid #dde3e8; padding: .28rem .6rem .28rem 0; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid #8a97a3; font-size: .87rem; }
tbody th { font-weight: 400; }
.facts th, .rules tbody th { font-weight: 600; }
.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.facts th { width: 15rem; }
.rules { font-size: .83rem; line-height: 1.35; }
.rules caption { color: inherit; font-size: .95rem; font-weight: 600; }
.rules th { overflow-wrap: anywhere; }
.rules td:nth-child(2) { white-space: nowrap; }
code { font-family: ui-monospace, "Cascadia Mono", Consolas, "Liberation Mono", monospace; font-size: .87em; overflow-wrap: anywhere; }
ul { margin: .3rem 0 .8rem; padding-left: 1.2rem; }
li { margin: .15rem 0; max-width: 46rem; }
footer { border-top: 1px solid #c4cdd5; color: #57606a; font-size: .85rem; margin-top: 2.5rem; padding-top: .6rem; }
@page { margin: 16mm 15mm 18mm; size: A4; }
@media print {
  :root { font-size: 9.5pt; }
  body { font-size: 1rem; line-height: 1.38; max-width: none; padding: 0; }
  header { margin-bottom: .7rem; padding-bottom: .5rem; }
  h1 { font-size: 17pt; }
  h2 { font-size: 12.5pt; margin-top: 1.4rem; }
  h2, h3, caption { break-after: avoid; }
  tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
  .details { break-before: page; }
  .details > h2:first-child { margin-top: 0; }
  .rules { font-size: 7.6pt; }
  .verdict { margin: .8rem 0; break-inside: avoid; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
