/// Finds references that lead in a circle without coming to a part of the value, which no value could ever be checked against.
enum SchemaLoops {
  private enum Mark { case new, open, done }

  /// Throws where there is such a circle. Dynamic references may close one only for some values; those meet the limit of depth.
  static func check(_ program: SchemaProgram) throws(SchemaError) {
    var marks = [Mark](repeating: .new, count: program.nodes.count)
    for start in program.nodes.indices where marks[start] == .new {
      // Depth first, with the path held here, since schemas can be longer than the stack is deep.
      var path: [(node: Int, next: [Int])] = [(start, neighbours(of: start, program))]
      marks[start] = .open
      while let last = path.indices.last {
        guard let next = path[last].next.popLast() else {
          marks[path.removeLast().node] = .done
          continue
        }
        switch marks[next] {
        case .new:
          marks[next] = .open
          path.append((next, neighbours(of: next, program)))
        case .open: throw circle(path.map(\.node), closing: next, program)
        case .done: break
        }
      }
    }
  }

  /// The nodes that apply to the same value.
  private static func neighbours(of number: Int, _ program: SchemaProgram) -> [Int] {
    let node = program.nodes[number]
    return program.applicators[node.applicators.range].flatMap { applicator -> [Int] in
      let branches = program.indices[applicator.branches.range].map(Int.init)
      switch applicator.kind {
      case .reference, .dynamicReference, .not, .dependent: return [Int(applicator.first)]
      case .all, .any, .one: return branches
      case .condition: return [applicator.first, applicator.second, applicator.third].filter { $0 >= 0 }.map(Int.init)
      }
    }
  }

  private static func circle(_ path: [Int], closing: Int, _ program: SchemaProgram) -> SchemaError {
    let start = path.firstIndex(of: closing) ?? 0
    let places = (path[start...] + [closing]).map { program.origins[$0].location }
    let shown = places.count > 6 ? places.prefix(4) + ["…"] + places.suffix(1) : places[...]
    let first = places.first ?? "#"
    return SchemaError(
      at: first.hasPrefix("#") ? String(first.dropFirst()) : first,
      "refers to itself without getting anywhere: \(shown.joined(separator: " → "))")
  }
}
