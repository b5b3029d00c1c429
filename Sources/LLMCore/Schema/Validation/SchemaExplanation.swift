struct SchemaExplanation {
  let program: SchemaProgram
  let limit: Int
  mutating func explain(_ evaluation: consuming SchemaEvaluation) -> [SchemaViolation] { [.limit("does not fit")] }
}
