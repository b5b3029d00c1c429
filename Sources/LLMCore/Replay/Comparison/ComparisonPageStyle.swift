/// The style sheet of compared calls. What was removed and added differ in more than colour: one is struck through, the other
/// underlined.
enum ComparisonPageStyle {
  /// What stands in the `style` element.
  static let sheet = PageLook.colours + PageLook.layout + PageLook.tables + sides + screens

  private static let sides = """
    :root { --gone: #8f1d12; --gone-bed: #fbe4e1; --come: #0b5a34; --come-bed: #dff3e6; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --gone: #ffb3a8; --gone-bed: #4a1d18; --come: #9fe6bd; --come-bed: #123a26; }
    }
    h2, td, dd, li, .sides, .text { overflow-wrap: anywhere; }
    h3 { margin: 1.25rem 0 .5rem; font-size: .95rem; }
    del { color: var(--gone); background: var(--gone-bed); text-decoration: line-through; }
    ins { color: var(--come); background: var(--come-bed); text-decoration: underline; }
    .request { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1rem; margin: 0; }
    .request dt { color: var(--soft); } .request dd { margin: 0; }
    .text { white-space: pre-wrap; }
    .sides { border: 1px solid var(--edge); border-radius: 8px; overflow: hidden; }
    .row, .names { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
    .row { content-visibility: auto; contain-intrinsic-size: auto 1.5rem; }
    .row > div, .names > div { padding: .05rem .8rem; white-space: pre-wrap; min-height: 1.5em; }
    .row > div:first-child, .names > div:first-child { border-right: 1px solid var(--edge); }
    .names { padding: .3rem 0; color: var(--soft); font-size: .85rem; border-bottom: 1px solid var(--edge); }
    .changed { background: var(--paper); }
    .fold { margin: 0; border: solid var(--edge); border-width: 1px 0; } .fold summary { padding: .1rem .8rem; }
    .changes { margin: 0; padding: 0 0 0 1.1rem; } .changes .text { margin: .2rem 0; }

    """

  private static let screens = """
    @media (max-width: 40rem) {
      body { padding: 1.25rem .75rem; }
      .card { padding: 1rem; }
      .row > div, .names > div { padding: .05rem .5rem; }
      .sides { font-size: .85rem; }
      .request { grid-template-columns: minmax(0, 1fr); gap: 0; } .request dd { margin: 0 0 .5rem; }
      tbody th { width: auto; max-width: none; min-width: 5rem; }
    }
    @media print {
      body { padding: 0; max-width: none; font-size: 11px; background: none; }
      .row { content-visibility: visible; }
    }

    """
}
