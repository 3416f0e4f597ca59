/// Why nothing is added to a PDF.
package enum PDFUpdateError: Error, Hashable, Sendable {
    /// It is encrypted: what is added would have to be, too.
    case encrypted
    /// It is damaged: another program would repair it, and read something else than was added to.
    case damaged(PDFProblem.Kind)
    /// An object that must be changed cannot be read.
    case unreadable(String)
    /// A file of that name is attached already.
    case nameTaken(String)
    /// It has grown beyond what cross-references can lead to here.
    case tooLong
}
