/// The bounds within which a PDF is read.
///
/// Time is linear in the file's size plus ``totalBytes``; memory is bounded by the file itself (which may be mapped),
/// 16 bytes for each of ``tokens``, 64 bytes for each of ``objects``, ``structureBytes`` for one stream of structure and
/// ``cachedBytes`` for those that are kept: some 400 MiB with the defaults whatever the file says, and a few MiB
/// besides the file for what offices, browsers and scanners make.
package struct PDFLimits: Sendable, Hashable {
    /// The most objects, counting each revision's, and each entry of a cross-reference.
    package var objects = 2_000_000
    /// The most values within one object.
    package var tokens = 500_000
    /// The deepest nesting of arrays and dictionaries.
    package var nestingDepth = 128
    /// The most cross-reference sections that are chained.
    package var revisions = 256
    /// The most pages.
    package var pages = 20_000
    /// The deepest page tree.
    package var pageTreeDepth = 64
    /// The most filters of one stream.
    package var filters = 8
    /// The longest stream that holds no picture when decoded, in bytes.
    package var streamBytes = 134_217_728
    /// The highest ratio of decoded to stored size of a stream that holds no picture, judged beyond ``ratioFloor``.
    package var ratio = 250
    /// How many decoded bytes are no bomb whatever the ratio.
    package var ratioFloor = 8_388_608
    /// The longest object stream, cross-reference stream or metadata stream when decoded, in bytes.
    package var structureBytes = 67_108_864
    /// The most bytes between objects that are nothing known.
    package var strayBytes = 1_024
    /// How many bytes of decoded object streams are kept for later.
    package var cachedBytes = 33_554_432
    /// The most pixels of one picture.
    package var picturePixels = 400_000_000
    /// How many decoded bytes of pictures are looked at in one file; further pictures are not decoded.
    package var pictureBytes = 268_435_456
    /// The longest sum of all that is decoded, pictures excepted, in bytes.
    package var totalBytes = 536_870_912

    /// The default bounds.
    package init() {}
}
