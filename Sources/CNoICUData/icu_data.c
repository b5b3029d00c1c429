/// Stands in for ICU's data, which is 34 MB and part of every program that links Foundation statically. GRDB and Yams
/// link Foundation, and llmctl uses nothing of it that asks ICU: no locale, no formatter, no regular expression. The
/// linker takes this symbol before it looks into the archive, so the data stays out of the binary.
///
/// ICU finds no valid header here and reports that its data is missing; it does not read beyond the 32 bytes.
/// The number is that of the ICU inside Swift 6.3's Foundation. Should it change, the symbol below is merely unused, the
/// binary grows, and `make bench`, which looks for the data by name, fails.
__attribute__((aligned(16))) const unsigned char icudt76_dat[32] = {0};
