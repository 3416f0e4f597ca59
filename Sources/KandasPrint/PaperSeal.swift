#if Print
public import KandasSign

/// The signature that makes a viewer show who made a paper (PAdES, ETSI EN 319 142-1).
public struct PaperSeal: Sendable {
    private let signer: any Signer
    private let extender: SignedDataExtender?
    private let now: @Sendable () -> Timestamp

    /// Creates a seal.
    ///
    /// - Parameters:
    ///   - signer: Who signs.
    ///   - extender: Who adds a timestamp, for level T; `nil` for level B.
    ///   - now: Tells the time to sign at.
    public init(_ signer: any Signer, extender: SignedDataExtender?, now: @escaping @Sendable () -> Timestamp) {
        self.signer = signer
        self.extender = extender
        self.now = now
    }

    /// Signs a paper.
    func sign(_ pdf: [UInt8]) throws(SigningError) -> [UInt8] {
        let options = PDFSignatureOptions(signingTime: now())
        return try PDFSigner().sign(pdf, signer: signer, options: options, extender: extender)
    }
}
#endif
