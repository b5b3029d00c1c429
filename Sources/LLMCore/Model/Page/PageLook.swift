/// What pages of HTML look like: parts of style sheets, in light and dark. Words contrast with their background by 4.5 to 1 at
/// least.
enum PageLook {
  static let colours = """
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

  static let layout = """
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

  static let tables = """
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
}
