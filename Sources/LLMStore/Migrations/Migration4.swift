/// What it took to read an answer of a certain form: JSON with the steps, the number of problems that were left and how often
/// the model was asked again. NULL for calls that asked for no form.
enum Migration4 {
  static let sql = "ALTER TABLE call ADD COLUMN reading TEXT;"
}
