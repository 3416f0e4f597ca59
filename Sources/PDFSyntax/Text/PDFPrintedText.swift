/// What can be read on the pages of a PDF by whoever looks at them, in the order in which it is drawn.
///
/// It is read from documents that this project's own printer made, and from nothing else: anything that the printer never
/// writes (pictures, annotations, clipping, other colours, text that is too small, turned or beside the page) is refused,
/// since with it a page could show something else than its text says. What fonts draw for a letter is believed.
package struct PDFPrintedText: Sendable {
    /// The text of each page, without distances.
    package let pages: [String]

    /// Why a document could not be read so.
    package struct Refusal: Error, Sendable, Hashable {
        /// What was met, for people.
        package let cause: String

        init(_ cause: String) { self.cause = cause }
    }

    /// The most pages that are read.
    static let pageLimit = 200
    /// The longest content of a page, in bytes.
    static let contentLimit = 16 * 1_048_576

    /// Reads the newest revision of a file.
    ///
    /// - Parameter file: The file; it must be sound.
    /// - Throws: ``Refusal``.
    package init(_ file: PDFFile) throws(Refusal) {
        let reader: PDFPageReader
        do throws(PDFUpdateError) {
            reader = PDFPageReader(try PDFUpdate(file))
        } catch {
            throw Refusal("a file that is damaged or encrypted")
        }
        var pages: [String] = []
        for page in try reader.pages() { pages.append(try reader.text(of: page)) }
        self.pages = pages
    }
}
