/// Why a finding of a model is not reported; the raw value is the word in JSON.
package enum DropReason: String, Sendable, CaseIterable, Comparable {
  case unknownFile = "unknown_file"
  case emptyQuote = "empty_quote"
  case quoteNotFound = "quote_not_found"
  case oldSideOnly = "old_side_only"
  case outsideOfDiff = "outside_of_diff"
  case ambiguousQuote = "ambiguous_quote"
  case unreadable
  case tooMany = "too_many"
  case lowConfidence = "low_confidence"
  case outOfFocus = "out_of_focus"
  case silencesReview = "silences_review"

  /// For people, behind a number.
  package var phrase: String {
    switch self {
    case .unknownFile: "about files that are not in the change"
    case .emptyQuote: "without a quote"
    case .quoteNotFound: "with code that is not there"
    case .oldSideOnly: "about removed lines"
    case .outsideOfDiff: "outside of the change"
    case .ambiguousQuote: "with a quote that stands in several places"
    case .unreadable: "without a file, a quote or a message"
    case .tooMany: "above the limit of one answer"
    case .lowConfidence: "with too little confidence"
    case .outOfFocus: "of other categories than asked for"
    case .silencesReview: "about silencing the review"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
