enum SchemaStorm {
  static func run(count: Int, seed: UInt64) {}
}
