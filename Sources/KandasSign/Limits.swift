/// The bounds within which readers accept input. One value is passed down; no reader has bounds of its own.
///
/// The defaults fit the service: an application with 100,000 members, attachments as scans, national certificates.
public struct Limits: Sendable, Hashable {
    /// The longest certificate, in bytes.
    public var certificateBytes = 65_536
    /// The longest key file (PKCS#12, PKCS#8, PEM), in bytes.
    public var keyFileBytes = 1_048_576
    /// The most iterations of a password-based key derivation, over all its uses in one key file.
    public var keyDerivationIterations = 10_000_000
    /// The most private keys in one key file; a file to sign with holds one.
    public var privateKeys = 16
    /// The longest certificate revocation list, in bytes.
    public var revocationListBytes = 256 * 1_048_576
    /// The longest OCSP response, in bytes.
    public var ocspResponseBytes = 1_048_576
    /// The most answers in one OCSP response.
    public var ocspAnswers = 1_000
    /// The most certificates in one OCSP response.
    public var ocspCertificates = 100
    /// The most certificates in a path, the anchor included.
    public var pathLength = 12
    /// The most issuers that are tried in search of a path.
    public var pathCandidates = 200
    /// The longest manifest of a trust folder, in bytes.
    public var trustManifestBytes = 1_048_576
    /// The longest policy document, in bytes.
    public var policyBytes = 1_048_576
    /// The longest file of certificates that is added to a trust folder, in bytes.
    public var certificateFileBytes = 4 * 1_048_576
    /// The longest head of an HTTP answer, in bytes.
    public var httpHeadBytes = 65_536
    /// The longest timestamp token, in bytes.
    public var timestampTokenBytes = 1_048_576
    /// The deepest nesting of DER or BER elements.
    public var nestingDepth = 32
    /// The longest part of a CMS message that is not its content (certificates, CRLs, signers), in bytes.
    public var signedDataTailBytes = 64 * 1_048_576
    /// The most certificates in one CMS message.
    public var embeddedCertificates = 1_000
    /// The most revocation lists and OCSP responses in one CMS message or attribute.
    public var revocationInfos = 10_000
    /// The most timestamps in one CMS message.
    public var timestamps = 2_000
    /// The most signers in one CMS message, countersigners included.
    public var signers = 1_000
    /// The most attributes of one signer, signed and unsigned counted apart.
    public var attributes = 100
    /// The longest content of a CMS message, in bytes.
    public var contentBytes = 1 << 40

    /// The most entries of a container.
    public var containerEntries = 10_000
    /// The longest central directory of a container, in bytes.
    public var containerDirectoryBytes = 16 * 1_048_576
    /// The longest entry name of a container, in UTF-8 bytes.
    public var containerNameBytes = 1_024
    /// The longest entry of a container when inflated, in bytes.
    public var containerEntryBytes = 4 << 30
    /// The longest sum of all entries of a container when inflated, in bytes.
    public var containerTotalBytes = 8 << 30
    /// The longest container that is taken into memory because it comes through a pipe, in bytes.
    public var pipedContainerBytes = 1 << 30
    /// The highest ratio of inflated to compressed size of an entry, judged once more than 1 MiB has been inflated.
    public var compressionRatio = 200
    /// The longest signature file or manifest of a container, in bytes.
    public var containerMetadataBytes = 64 * 1_048_576

    /// The longest XML document, in bytes.
    public var xmlBytes = 1 << 30
    /// The deepest nesting of XML elements; libxml2 itself takes no more than 256.
    public var xmlDepth = 64
    /// The longest text between two tags, tag, comment or processing instruction in XML, in bytes; libxml2 itself takes
    /// no more than 10,000,000.
    public var xmlTextBytes = 8 * 1_048_576
    /// The most attributes of an XML element, namespace declarations included: libxml2 compares them pairwise.
    public var xmlAttributes = 128

    /// The most signatures in one XML document, countersignatures included.
    public var xmlSignatures = 100
    /// The most references of all signatures in one XML document together.
    public var xmlReferences = 1_000
    /// The longest sum of all signatures in one XML document, without the data that they carry, in bytes.
    public var xmlSignatureBytes = 64 * 1_048_576
    /// The most octets that are digested for one XML document, over all of its references.
    public var xmlDigestedBytes = 16 << 30

    /// The longest PDF whose signatures are read, in bytes: it is held in memory.
    public var pdfBytes = 256 * 1_048_576
    /// The most signatures in one PDF, timestamps over the document included.
    public var pdfSignatures = 100
    /// The most fields of a PDF's form.
    public var pdfFields = 10_000
    /// The most bytes that all signatures of one PDF cover together.
    public var pdfDigestedBytes = 4 << 30

    /// The longest state file of a signature in two steps, in bytes.
    public var remoteStateBytes = 16 * 1_048_576
    /// The longest file with a bare signature value that came from elsewhere, in bytes.
    public var returnedValueBytes = 65_536

    /// The longest decision, receipt or list of authorities, in bytes.
    public var decisionBytes = 8 * 1_048_576
    /// The most decisions on extension that are looked at for one certificate.
    public var prolongations = 16
    /// The longest status list or state of one, in bytes.
    public var statusListBytes = 64 * 1_048_576
    /// The longest register of decisions, in bytes.
    public var registerBytes = 256 * 1_048_576
    /// The most places in a status list.
    public var statusListPlaces = 16_777_216
    /// The most exceptions in a status list.
    public var statusListExceptions = 2_000_000

    /// The longest text of one code on a print form, in bytes.
    public var qrPieceBytes = 8_192
    /// The most codes of one row on a print form.
    public var qrPieces = 64

    /// The default limits.
    public init() {}
}
