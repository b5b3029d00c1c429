/// A hook of git's that has what is about to be kept or sent reviewed.
package enum ReviewHook: String, Sendable, CaseIterable {
  case preCommit = "pre-commit"
  case prePush = "pre-push"

  /// Says of a file that llmctl made it.
  static let mark = "# Made by 'llmctl review --install-hook"

  /// The program, for `sh`. A hook that does not run to its end, or finds something, stops what git is about to do.
  ///
  /// - Parameter options: for `llmctl review`, as they were typed.
  func script(_ options: [String]) -> String {
    let words = options.map { " " + Self.quoted($0) }.joined()
    let beginning = """
      #!/bin/sh
      \(Self.mark) \(rawValue)', which makes it anew; delete the file to be rid of it.


      """
    switch self {
    case .preCommit:
      return beginning + """
        llmctl review --staged\(words) </dev/null
        code=$?
        [ "$code" -eq 0 ] || echo "llmctl review ended with $code, so nothing is committed; 'git commit --no-verify' does it anyway" >&2
        exit "$code"

        """
    case .prePush:
      return beginning + """
        # Branches of the remote show what it has; one that is named by its address has no branches here.
        case $1 in
        *[:/]*) known=--remotes ;;
        *) known=--remotes=$1 ;;
        esac
        none=$(git hash-object --stdin </dev/null | tr 0-9a-f 0)
        result=0
        while read -r _ new _ old; do
          # A branch that is deleted brings nothing.
          [ "$new" = "$none" ] && continue
          if [ "$old" != "$none" ] && git merge-base "$old" "$new" >/dev/null 2>&1; then
            range=$old...$new
          else
            # New there: what came since the first commit that the remote does not have.
            first=$(git rev-list --topo-order --reverse "$new" --not "$known" | head -n 1)
            [ -n "$first" ] || continue
            old=$(git rev-parse --verify --quiet "$first^") || old=$(git hash-object -t tree /dev/null)
            range=$old..$new
          fi
          llmctl review "$range"\(words) </dev/null
          code=$?
          [ "$code" -le "$result" ] || result=$code
        done
        [ "$result" -eq 0 ] || echo "llmctl review ended with $result, so nothing is pushed; 'git push --no-verify' does it anyway" >&2
        exit "$result"

        """
    }
  }

  /// A word as `sh` takes it literally.
  private static func quoted(_ word: String) -> String {
    let plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=,@%+"
    if !word.isEmpty, word.utf8.allSatisfy(plain.utf8.contains) { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
