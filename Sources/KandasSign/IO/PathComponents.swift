extension Substring {
    /// The parts of a path between its `/`, empty ones included, as the file system sees them.
    ///
    /// Swift compares characters, and `/` with a combining mark or a joiner after it is one character, which is no `/`:
    /// so `../` before such a mark would pass for a name.
    var pathComponents: [Substring] {
        utf8.split(separator: 0x2f, omittingEmptySubsequences: false).map { Substring($0) }
    }
}
