internal import Crypto

/// A page of HTML that needs nothing else: no network, no script, no font.
///
/// The policy in its head forbids everything but its own style sheet, which is named by its hash: whatever a text of the ledger
/// might smuggle in, a browser would not load or run it.
struct PageFrame {
  let title: String
  /// Of llmctl.
  let version: String
  /// The style sheet; our own text, which is not escaped.
  let style: String
  /// What stands in the `body` element; ends in a line feed.
  let body: Markup

  var html: String {
    let sheet = Markup(stringLiteral: "\n" + style)
    let hash = "sha256-" + Base64.encode(Array(SHA256.hash(data: Array(sheet.html.utf8))))
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src '\(hash)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="generator" content="llmctl \(version)">
      <title>\(title)</title>
      <style>\(sheet)</style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
    return page.html
  }
}
