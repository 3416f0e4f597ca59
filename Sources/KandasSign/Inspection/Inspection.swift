/// What a file is and what it says, without any opinion on it.
public enum Inspection: Sendable {
    /// A CMS message.
    case message(SignedDataFacts)
    /// A container, with the facts of each signature in the order of ``ASiCCheck/signatures``.
    case container(ASiCContainer, ASiCCheck, [Result<SignedDataFacts, SigningError>])
    /// An XML document with signatures.
    case document(SignedXMLFacts)
    /// Certificates and revocation lists: one in DER, or any number in PEM.
    case certificates([Certificate], [CertificateRevocationList])
}
