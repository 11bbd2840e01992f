/** The stream of APDUs. */
export const LOG = `
.tools { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; font-size: .85rem; }
.tools label { display: flex; gap: 6px; align-items: center; color: var(--soft); }
.scroll { max-height: min(70vh, 760px); overflow: auto; margin: 12px -6px 0; padding: 0 6px; }
.scroll:has(> .rows:empty) { display: none; }
.rows { font-size: .88rem; }
.rows .note { display: none; color: var(--soft); font-size: .8rem; padding: 4px 0 4px 26px; border-top: 1px solid var(--line); }
.rows.all .note, .rows .note.signing { display: block; }
.rows .restart { display: block; }
.exchange { border-top: 1px solid var(--line); }
.exchange summary {
  display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 1px 10px; padding: 7px 2px; border-radius: 6px;
}
.exchange summary::-webkit-details-marker { display: none; }
.exchange summary:hover { background: var(--sunk); }
.exchange .sent, .exchange .got { padding-left: 24px; position: relative; }
.exchange .got { grid-column: 1 / -1; }
.exchange .arrow { position: absolute; left: 2px; color: var(--soft); font-weight: 700; }
.exchange b { font: 600 .84rem/1.5 var(--mono); }
.exchange time { color: var(--soft); font-size: .78rem; font-variant-numeric: tabular-nums; }
.exchange.refused .got b { color: var(--bad); }
.bytes { padding: 2px 0 12px 24px; display: grid; gap: 8px; }
.bytes figcaption { color: var(--soft); font-size: .8rem; }
.hex {
  display: block; background: var(--sunk); border-radius: 8px; padding: 8px 10px; font-size: .8rem;
  overflow-wrap: anywhere; user-select: all; -webkit-user-select: all;
}
`;
