/// Examples of the specification that we show in another way on purpose, by their number.
enum SpecificationDifferences {
  /// The definition comes after the text, which is on the screen by then: it stays as it was written, and the address is
  /// listed at the end. With the definitions first, they say the same.
  static let lateDefinitions: Set<Int> = Set(
    [172, 173, 183, 319, 329] + Array(535...543) + [547, 550, 551, 557] + Array(561...570)
      + [573, 574, 576, 577, 578, 579, 581, 584, 585] + Array(590...597) + [599, 601])

  static let others: [String: Set<Int>] = [
    "a definition within a quote, after the text": [187],
    "definitions of several lines: a line is text or not as soon as it is complete": [
      162, 164, 165, 167, 177, 186, 549,
    ],
    "labels are compared without regard to case in ASCII only": [175, 548],
    "the boxes of tasks are shown as they were typed": [279, 280],
    "names of characters that do not occur in prose": [321],
    "comments end where HTML ends them": [645, 646],
  ]

  /// A document with the definitions of one line before everything else.
  static func definitionsFirst(_ markdown: String) -> String {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    let isDefinition = { (line: Substring) in line.hasPrefix("[") && line.contains("]: ") }
    let definitions = lines.filter(isDefinition)
    return (definitions + [""] + lines.filter { !isDefinition($0) }).joined(separator: "\n")
  }
}
