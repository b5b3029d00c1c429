internal import Crypto
package import Tokenizer

/// The tokenizer of a model on this machine: a Hugging Face `tokenizer.json`, a `.gguf` file, or a folder with one of them.
///
/// Reading one takes from a tenth of a second to a few; so the compiled form is kept in a folder of ours and mapped from
/// then on. It is found by the path of the source and belongs to one content of it, told by the file's identity: a hash of
/// the content would take longer than all the rest, since a model has gigabytes.
package struct LocalVocabulary {
  private let files: any VocabularyFiles
  /// Where compiled forms are kept, nil to keep none.
  private let folder: RawPath?
  private let willCompile: () -> Void

  /// Largest `tokenizer.json` that is read.
  private static let largestFile = 256 << 20
  private static let fileName = Array("tokenizer.json".utf8)
  private static let modelSuffix = Array(".gguf".utf8)

  /// - Parameters:
  ///   - folder: where compiled forms are kept, nil to keep none. It is made when it is needed.
  ///   - willCompile: called before what may take seconds.
  package init(files: any VocabularyFiles, folder: RawPath?, willCompile: @escaping () -> Void = {}) {
    (self.files, self.folder, self.willCompile) = (files, folder, willCompile)
  }

  /// The encoding of the tokenizer at a path. A compiled form that cannot be read, is not of this content, or cannot be
  /// kept is no failure.
  ///
  /// Throws ``LocalVocabularyError``.
  package func encoding(at path: RawPath) throws(LocalVocabularyError) -> Encoding {
    let (path, source) = try openSource(path)
    let identity = Self.hash(of: source.identity)
    let place = folder?.child(Self.compiledName(for: files.absolute(path)))
    if let place, let mapped = files.map(place), let compiled = try? CompiledVocabulary(mapped.bytes, owner: mapped),
      compiled.source == identity
    {
      return Encoding(name: path.shown, compiled: compiled)
    }
    willCompile()
    do {
      let content = try VocabularyCompiler.compile(Self.model(from: source), source: identity)
      // What was written in this moment could be written again in the same one, and look the same.
      if let place, let folder, source.isSettled { try? files.replace(place, in: folder, with: content) }
      let owned = OwnedBytes(content)
      return Encoding(name: path.shown, compiled: try CompiledVocabulary(owned.bytes, owner: owned))
    } catch let error as VocabularyError {
      throw LocalVocabularyError(path: path, kind: .unusable, phrase: error.phrase)
    } catch let error as FileError {
      throw LocalVocabularyError(path: path, kind: .unreadable(error), phrase: error.phrase)
    } catch {
      throw LocalVocabularyError(path: path, kind: .unusable, phrase: "\(error)")
    }
  }

  private func openSource(_ path: RawPath) throws(LocalVocabularyError) -> (RawPath, any SourceFile) {
    do {
      return (path, try files.open(path))
    } catch .isDirectory {
      let inner = try choose(in: path)
      do {
        return (inner, try files.open(inner))
      } catch {
        throw LocalVocabularyError(path: inner, kind: .unreadable(error), phrase: error.phrase)
      }
    } catch {
      throw LocalVocabularyError(path: path, kind: .unreadable(error), phrase: error.phrase)
    }
  }

  /// The file in a folder that has the tokenizer: a `tokenizer.json`, or the only `.gguf`.
  private func choose(in folder: RawPath) throws(LocalVocabularyError) -> RawPath {
    let names: [[UInt8]]
    do {
      names = try files.names(in: folder)
    } catch {
      throw LocalVocabularyError(path: folder, kind: .unreadable(error), phrase: error.phrase)
    }
    if names.contains(Self.fileName) { return folder.child(Self.fileName) }
    let models = names.filter { $0.suffix(Self.modelSuffix.count) == Self.modelSuffix[...] && $0.first != 0x2E }
    guard let model = models.first, models.count == 1 else {
      throw LocalVocabularyError(
        path: folder, kind: .unreadable(.isDirectory),
        phrase: models.isEmpty
          ? "the folder has neither a tokenizer.json nor a .gguf file"
          : "the folder has \(models.count) .gguf files; name one of them")
    }
    return folder.child(model)
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

  private static func compiledName(for path: RawPath) -> [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    let name = SHA256.hash(data: path.bytes).prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return name + Array(".vocabulary".utf8)
  }
}

/// Why the tokenizer of a model cannot be used.
package struct LocalVocabularyError: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// The file cannot be read.
    case unreadable(FileError)
    /// It is damaged, or something in it is not supported.
    case unusable
  }

  package let path: RawPath
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
