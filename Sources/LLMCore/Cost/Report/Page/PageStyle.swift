internal import Crypto

/// The style sheet of the page, in light and dark, for screens of any width and for paper.
///
/// The colours of models differ in lightness as well as in hue, so that neighbours stay apart for people who see no difference
/// between red and green, and each contrasts with its background by 3 to 1 at least; words do by 4.5 to 1.
enum PageStyle {
  /// What stands in the `style` element.
  static let sheet = Markup(stringLiteral: "\n" + colours + layout + charts + tables + screens)

  /// Its name in a Content-Security-Policy.
  static let hash = "sha256-" + Base64.encode(Array(SHA256.hash(data: Array(sheet.html.utf8))))

  private static let colours = """
    :root {
      color-scheme: light dark;
      --paper: #f5f5f2; --card: #ffffff; --ink: #1a1c1f; --soft: #5a5e66; --edge: #e3e3de; --grid: #ecece8; --track: #ededea;
      --fill: #2a78d6; --near: #b26a00; --failed: #c4321f; --ok: #0d6b56;
      --s0: #2a78d6; --s1: #bf8700; --s2: #0d6b56; --s3: #dd5a9a; --s4: #43349a; --s5: #c4541a; --s6: #6b2340; --s7: #70747c;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #121316; --card: #1b1d21; --ink: #eceef1; --soft: #a2a7b0; --edge: #2c2f35; --grid: #292c32; --track: #2b2e34;
        --fill: #4d9bf0; --near: #e0a030; --failed: #f0705c; --ok: #2fb892;
        --s0: #4d9bf0; --s1: #eab308; --s2: #188f6f; --s3: #f59ac6; --s4: #7f72f0; --s5: #9ff0d0; --s6: #d4592f; --s7: #858a93;
      }
    }

    """

  private static let layout = """
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 2rem 1.25rem; max-width: 74rem; background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Cantarell, sans-serif;
      -webkit-text-size-adjust: 100%; print-color-adjust: exact; -webkit-print-color-adjust: exact;
    }
    header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; margin: 0 0 1.25rem; }
    header p { margin: 0; color: var(--soft); }
    .zone { margin-left: .35em; padding: .1em .5em; border: 1px solid var(--edge); border-radius: 1em; font-size: .8rem; }
    h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; }
    h2 { margin: 0 0 .75rem; font-size: 1.05rem; line-height: 1.3; letter-spacing: -.005em; }
    footer { margin: 1.5rem 0 0; color: var(--soft); font-size: .8rem; }
    .card {
      margin: 0 0 1.25rem; padding: 1.25rem 1.4rem; background: var(--card); border: 1px solid var(--edge);
      border-radius: 12px; min-width: 0;
    }
    .empty { padding: 4rem 1.4rem; text-align: center; color: var(--soft); }
    .empty h2 { color: var(--ink); font-size: 1.3rem; }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25rem; align-items: start; }
    .figures {
      display: flex; flex-wrap: wrap; gap: 1px; margin: 0 0 1.25rem; background: var(--edge);
      border: 1px solid var(--edge); border-radius: 12px; overflow: hidden;
    }
    .figures div { flex: 1 1 9.5rem; padding: 1rem 1.4rem 1.05rem; background: var(--card); }
    .figures dt { color: var(--soft); font-size: .85rem; }
    .figures dd { margin: 0; }
    .figure { font-size: 1.6rem; white-space: nowrap; font-weight: 600; line-height: 1.25; letter-spacing: -.02em; }
    .note, .lead { margin: 0; color: var(--soft); font-size: .82rem; }
    .lead { margin: -.5rem 0 .75rem; }

    """

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

  private static let tables = """
    .table { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; font-size: .88rem; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    th, td { padding: .42rem .8rem .42rem 0; border-bottom: 1px solid var(--edge); text-align: left; white-space: nowrap; }
    tbody tr:last-child > * { border-bottom: 0; }
    thead th { color: var(--soft); font-weight: 500; font-size: .8rem; }
    tbody th { width: 30%; max-width: 0; min-width: 9rem; font-weight: 400; overflow: hidden; text-overflow: ellipsis; }
    tbody th:has(.swatch) { position: relative; padding-left: 1.2rem; }
    tbody th .swatch { position: absolute; left: 0; top: .8em; }
    td:last-child, thead th:last-child { padding-right: 0; }
    td:has(.bar), td:has(.range) { width: 26%; min-width: 5rem; }
    .pair tbody th { width: 44%; }
    .pair td:has(.bar) { width: 18%; min-width: 3rem; }
    .n { text-align: right; font-variant-numeric: tabular-nums; }
    td small { margin-left: .4em; color: var(--soft); }
    .none { color: var(--soft); font-style: italic; }
    details { margin: .75rem 0 0; }
    summary { width: max-content; color: var(--soft); font-size: .85rem; cursor: pointer; }
    summary:hover { color: var(--ink); }
    code { font: .95em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }

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
