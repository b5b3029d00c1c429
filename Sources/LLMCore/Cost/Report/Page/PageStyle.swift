/// The style sheet of the page, in light and dark, for screens of any width and for paper.
///
/// The colours of models differ in lightness as well as in hue, so that neighbours stay apart for people who see no difference
/// between red and green, and each contrasts with its background by 3 to 1 at least; words do by 4.5 to 1.
enum PageStyle {
  /// What stands in the `style` element.
  static let sheet = PageLook.colours + PageLook.layout + charts + PageLook.tables + screens

  private static let charts = """
    .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 0 0 .6rem; padding: 0; list-style: none; font-size: .85rem; }
    .legend li { display: flex; align-items: center; min-width: 0; overflow-wrap: anywhere; }
    .swatch { flex: none; width: .75rem; height: .75rem; margin-right: .45rem; }
    .chart { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 .6rem; }
    .chart svg { display: block; height: 17rem; overflow: visible; }
    .chart.calls svg { height: 11rem; }
    .ticks { width: 3.4rem; }
    .plot { width: 100%; }
    .chart text { fill: var(--soft); font-size: .75rem; font-variant-numeric: tabular-nums; }
    .ticks text { text-anchor: end; }
    .day { text-anchor: middle; }
    .grid { stroke: var(--grid); } .base { stroke: var(--soft); }
    .hit { fill: transparent; }
    .reading { visibility: hidden; }
    .slot:hover .hit { fill: var(--ink); fill-opacity: .06; }
    .slot:hover .reading { visibility: visible; fill: var(--ink); }
    .gap { stroke: var(--card); stroke-width: 1.5px; }
    .s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); }
    .s4 { fill: var(--s4); } .s5 { fill: var(--s5); } .s6 { fill: var(--s6); } .s7 { fill: var(--s7); }
    .fill { fill: var(--fill); } .near { fill: var(--near); } .failed { fill: var(--failed); } .track { fill: var(--track); }
    strong { white-space: nowrap; }
    em.near { color: var(--near); } em.failed { color: var(--failed); } em { font-style: normal; font-weight: 600; }
    .bar { display: block; width: 100%; height: .7rem; }
    .limit { stroke: var(--ink); stroke-width: 2px; }
    .range { display: block; width: 100%; height: 1.5rem; overflow: visible; }
    .stem, .mark { stroke-width: 2px; }
    line.s0 { stroke: var(--s0); } line.s1 { stroke: var(--s1); } line.s2 { stroke: var(--s2); } line.s3 { stroke: var(--s3); }
    line.s4 { stroke: var(--s4); } line.s5 { stroke: var(--s5); } line.s6 { stroke: var(--s6); } line.s7 { stroke: var(--s7); }
    .meter { margin: 0 0 1rem; } .meter p, .budgets p { margin: 0 0 .2rem; } .meter .note, .budgets .note { margin: .2rem 0 0; }
    .meter strong, .budgets strong { margin-left: .3em; }
    .budgets {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem 2rem; margin: 0; padding: 0;
      list-style: none; overflow-wrap: anywhere;
    }

    """

  private static let screens = """
    @media (max-width: 52rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 40rem) {
      body { padding: 1.25rem .75rem; }
      .card { padding: 1rem; }
      .figures div { flex-basis: 40%; padding: .8rem 1rem; }
      .figures div:first-child { flex-basis: 100%; }
      .figure { font-size: 1.4rem; }
      .figures div:first-child .figure { font-size: 2rem; }
      .chart svg { height: 13rem; }
      .chart.calls svg { height: 9rem; }
      .ticks { width: 2.7rem; }
      .minor, .extra { display: none; }
      tbody th, .pair tbody th { width: auto; max-width: none; min-width: 7rem; white-space: normal; overflow-wrap: anywhere; }
      tbody th, td { vertical-align: top; }
      td small { display: block; margin: 0; }
    }
    @media print {
      :root { font-size: 11px; }
      body { padding: 0; max-width: none; font-size: 11px; background: none; }
      .card, .figures { break-inside: avoid; }
      details { display: none; }
    }

    """
}
