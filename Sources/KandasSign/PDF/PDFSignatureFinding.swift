/// Something about a signature in a PDF, or about the file around it, that its mathematics do not show.
public struct PDFSignatureFinding: Sendable, Hashable {
    /// What it is.
    public let kind: Kind
    /// What exactly: a key, an object, a kind of damage. In the words of the standard, for support.
    public let detail: String

    /// The raw value is the stable code of the reason that the validator makes of it.
    public enum Kind: String, Sendable, CaseIterable {
        // About the file.
        /// The structure is such that programs repair it differently, and show different things.
        case structure = "PDF_STRUCTURE"
        /// There are bytes behind the end of the newest revision.
        case bytesAfterEnd = "PDF_BYTES_AFTER_END"
        /// There is a signature that no field of the form leads to: it was taken out of the document, or never was in it.
        case orphan = "PDF_SIGNATURE_ORPHAN"
        // About one signature.
        /// `ByteRange` is not four numbers that say what is signed.
        case byteRange = "PDF_BYTE_RANGE"
        /// What `ByteRange` leaves out is not exactly the signature itself.
        case byteRangeGap = "PDF_BYTE_RANGE_GAP"
        /// The signed bytes do not end with the revision that the signature came with.
        case coverage = "PDF_SIGNATURE_COVERAGE"
        /// `Contents` is not one CMS message in hexadecimal digits and then zeros.
        case contents = "PDF_CONTENTS"
        /// `SubFilter` names a form of signatures that is not judged here.
        case form = "PDF_SIGNATURE_FORM"
        /// The CMS message has the content inside, or not exactly one signer.
        case message = "PDF_SIGNATURE_MESSAGE"
        /// After the signature something was changed that is neither a signature nor evidence for one.
        case changed = "PDF_CHANGED_AFTER_SIGNING"
        /// After the signature something was changed that its signer forbade (DocMDP, FieldMDP).
        case notPermitted = "PDF_CHANGE_NOT_PERMITTED"
        /// A signature that was added later draws something on a page.
        case drawnLater = "PDF_SIGNATURE_DRAWN_LATER"
        /// Title, dates or other data about the document were changed after the signature.
        case metadata = "PDF_METADATA_CHANGED"
    }
}
