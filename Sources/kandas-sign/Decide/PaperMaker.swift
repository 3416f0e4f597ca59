import KandasCase
import KandasSign

#if Print
import KandasPrint
#endif

/// Who draws print forms in this build.
enum PaperMaker {
    /// The one there is; `nil` without the package trait `Print`, and then `decide` says what is missing.
    ///
    /// - Parameters:
    ///   - key: The authority's key, which signs the compact codes and the PDF as well.
    ///   - extender: Who adds timestamps; `nil` for drafts.
    /// - Returns: Who draws, or `nil`.
    /// - Throws: ``SigningError`` if the font of the forms is missing.
    static func make(for key: any Signer, extender: SignedDataExtender?) throws(SigningError) -> (any PaperMaking)? {
        #if Print
        return try FormPaper(claimSigner: key, seal: PaperSeal(key, extender: extender) { .now() })
        #else
        return nil
        #endif
    }
}
