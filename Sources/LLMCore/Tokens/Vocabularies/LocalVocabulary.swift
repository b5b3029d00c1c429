internal import Crypto
package import Tokenizer

/// The tokenizer of a model on this machine: a Hugging Face `tokenizer.json`, a folder with one in it, or a `.gguf` file.
///
/// Reading one takes from a tenth of a second to a few; so the compiled form is kept in the cache and mapped from then on. It
/// is found by the path of the source and belongs to one content of it, told by the file's identity: a hash of the content
/// would take longer than all the rest, since a model has gigabytes.
package enum LocalVocabulary {
  /// Largest `tokenizer.json` that is read.
  static let largestFile = 256 << 20

  /// The encoding of the tokenizer at a path, by the name of the file.
  ///
  /// Throws `LocalVocabularyError`.
  /// - Parameter cache: the folder that compiled forms are kept in, nil to keep none.
  package static func open(
    path: String, files: any VocabularyFiles, cache: String?
  ) throws(LocalVocabularyError) -> Encoding {
    let (path, source) = try openSource(path, files)
    let name = path.split(separator: "/").last.map { String($0) } ?? path
    let identity = hash(of: source.identity)
    let cached = cache.map { $0 + "/" + fileName(for: files.absolute(path)) }
    if let cached, let mapped = files.map(cached),
      let compiled = try? CompiledVocabulary(mapped.bytes, owner: mapped), compiled.source == identity
    {
      return Encoding(name: name, compiled: compiled)
    }
    do {
      let content = try VocabularyCompiler.compile(model(from: source), source: identity)
      if let cached, let cache { try? files.replace(cached, inFolder: cache, with: content) }
      let owned = OwnedBytes(content)
      return Encoding(name: name, compiled: try CompiledVocabulary(owned.bytes, owner: owned))
    } catch let error as VocabularyError {
      throw LocalVocabularyError(path: path, kind: .unusable, phrase: error.phrase)
    } catch let error as FileError {
      throw LocalVocabularyError(path: path, kind: .unreadable, phrase: error.phrase)
    } catch {
      throw LocalVocabularyError(path: path, kind: .unusable, phrase: "\(error)")
    }
  }

  private static func openSource(
    _ path: String, _ files: any VocabularyFiles
  ) throws(LocalVocabularyError) -> (String, any SourceFile) {
    var path = path
    do {
      return (path, try files.open(path))
    } catch .isDirectory {
      path += path.hasSuffix("/") ? "tokenizer.json" : "/tokenizer.json"
    } catch {
      throw LocalVocabularyError(path: path, kind: .unreadable, phrase: error.phrase)
    }
    do {
      return (path, try files.open(path))
    } catch {
      throw LocalVocabularyError(path: path, kind: .unreadable, phrase: error.phrase)
    }
  }

  /// What a file of either kind describes. Throws `VocabularyError` and `FileError`.
  private static func model(from source: any SourceFile) throws -> TokenizerModel {
    let start = try source.read(at: 0, count: 64)
    if start.starts(with: Array("GGUF".utf8)) { return try GGUFTokenizer.model(from: source) }
    guard start.first(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) == UInt8(ascii: "{") else {
      throw VocabularyError("neither a tokenizer.json nor a GGUF file")
    }
    guard source.identity.size <= largestFile else { throw FileError.tooLarge(limit: largestFile) }
    do {
      return try TokenizerFile(try source.read(at: 0, count: largestFile)).tokenizer()
    } catch let error as JSONError {
      throw VocabularyError("not a tokenizer.json: \(error.reason.rawValue) at byte \(error.offset)")
    }
  }

  private static func hash(of identity: ContentIdentity) -> [UInt8] {
    var hash = SHA256()
    for number in [
      identity.device, identity.inode, UInt64(bitPattern: Int64(identity.size)),
      UInt64(bitPattern: Int64(identity.contentTime)), UInt64(bitPattern: Int64(identity.stateTime)),
    ] {
      withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
    }
    return Array(hash.finalize())
  }

  private static func fileName(for path: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let name = SHA256.hash(data: Array(path.utf8)).prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: name, as: UTF8.self) + ".vocabulary"
  }
}

/// Why the tokenizer of a model cannot be used.
package struct LocalVocabularyError: Error, Sendable, Equatable {
  package enum Kind: Sendable {
    /// The file cannot be read.
    case unreadable
    /// It is damaged, or something in it is not supported.
    case unusable
  }

  package let path: String
  package let kind: Kind
  /// What is wrong, to put behind the path.
  package let phrase: String
}

/// A copy of bytes that stays in its place.
private final class OwnedBytes: MappedBytes, @unchecked Sendable {
  // The guard behind `@unchecked`: the memory is never written after the initializer.
  let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 64)
    memory.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(memory)
  }

  deinit { bytes.deallocate() }
}
