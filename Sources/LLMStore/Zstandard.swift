internal import CZstd
import LLMCore
internal import Synchronization

/// Compresses what is kept of calls (RFC 8878).
enum Zstandard {
  /// The level of libzstd's own tools: a few hundred megabytes a second.
  private static let level: Int32 = 3

  /// The bytes compressed; nil where that would not make them smaller.
  static func compressed(_ bytes: some ContiguousBytes) -> [UInt8]? {
    bytes.withBytes { source in
      guard source.count > 64 else { return nil }
      let room = source.count - 1
      let result = [UInt8](unsafeUninitializedCapacity: room) { target, count in
        let written = ZSTD_compress(target.baseAddress, room, source.baseAddress, source.count, level)
        // Also where the room does not suffice, which is what it is for.
        count = ZSTD_isError(written) == 0 ? written : 0
      }
      return result.isEmpty ? nil : result
    }
  }

  /// The bytes as a frame that ends in a checksum of them, however small they are; nil for none, and where there is no memory.
  static func sealed(_ bytes: [UInt8]) -> [UInt8]? {
    guard !bytes.isEmpty, let context = ZSTD_createCCtx() else { return nil }
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    let room = ZSTD_compressBound(bytes.count)
    let result = bytes.withUnsafeBytes { source in
      [UInt8](unsafeUninitializedCapacity: room) { target, count in
        let written = ZSTD_compress2(context, target.baseAddress, room, source.baseAddress, source.count)
        count = ZSTD_isError(written) == 0 ? written : 0
      }
    }
    return result.isEmpty ? nil : result
  }

  /// What was compressed; `size` is how many bytes it has to be.
  ///
  /// Throws `StoreFailure` for what is damaged.
  static func decompressed(_ bytes: [UInt8], size: Int) throws(StoreFailure) -> [UInt8] {
    guard size >= 0, size <= sizeLimit else { throw .damagedContent }
    let result = bytes.withUnsafeBytes { source in
      [UInt8](unsafeUninitializedCapacity: size) { target, count in
        let written = contextUse.withLock { _ in
          guard let context else { return ZSTD_decompress(target.baseAddress, size, source.baseAddress, source.count) }
          return ZSTD_decompressDCtx(context, target.baseAddress, size, source.baseAddress, source.count)
        }
        count = ZSTD_isError(written) == 0 ? written : 0
      }
    }
    guard result.count == size else { throw .damagedContent }
    return result
  }

  /// For all that is decompressed: what it holds takes longer to make ready than a chunk to be decompressed. Without memory for it
  /// each call makes its own. Guarded by `contextUse`.
  private nonisolated(unsafe) static let context = ZSTD_createDCtx()
  private static let contextUse = Mutex(())

  /// More than anything that is kept in one piece: a damaged row must not ask for all memory.
  private static let sizeLimit = 256 << 20
}

/// Bytes that stand side by side.
protocol ContiguousBytes {
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value
}

extension [UInt8]: ContiguousBytes {
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value { withUnsafeBytes(body) }
}

extension ArraySlice<UInt8>: ContiguousBytes {
  func withBytes<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value { withUnsafeBytes(body) }
}
