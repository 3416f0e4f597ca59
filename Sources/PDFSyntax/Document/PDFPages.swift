/// The pages of a document (ISO 32000-2, section 7.7.3).
package struct PDFPages: Sendable {
    /// How many pages there are.
    package internal(set) var count = 0
    /// The sizes in points by how often they occur, in the order of the pages.
    package internal(set) var sizes: [(size: PDFPageSize, count: Int)] = []
    /// How many pages have no size that can be read; viewers take one of their own.
    package internal(set) var withoutSize = 0

    mutating func add(_ size: PDFPageSize?) {
        count += 1
        guard let size else {
            withoutSize += 1
            return
        }
        if let known = sizes.firstIndex(where: { $0.size == size }) {
            sizes[known].count += 1
        } else if sizes.count < 64 {
            sizes.append((size, 1))
        }
    }
}

/// The size of a page as it is shown, in points of 1/72 inch.
package struct PDFPageSize: Sendable, Hashable {
    /// Points from left to right, rounded.
    package let width: Int
    /// Points from top to bottom, rounded.
    package let height: Int
}
