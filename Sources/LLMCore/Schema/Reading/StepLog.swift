/// Steps in the order they were first needed, each kind once.
struct StepLog {
  private(set) var steps: [ReadingStep] = []

  mutating func note(_ kind: ReadingStep.Kind, at place: ReadingStep.Place, count: Int = 1) {
    if let index = steps.firstIndex(where: { $0.kind == kind }) {
      steps[index].count += count
    } else {
      steps.append(ReadingStep(kind, at: place, count: count))
    }
  }

  mutating func note(_ kind: ReadingStep.Kind, at offset: Int) { note(kind, at: .offset(offset)) }

  mutating func append(_ other: StepLog) {
    for step in other.steps { note(step.kind, at: step.place, count: step.count) }
  }

  func has(_ kind: ReadingStep.Kind) -> Bool { steps.contains { $0.kind == kind } }
}
