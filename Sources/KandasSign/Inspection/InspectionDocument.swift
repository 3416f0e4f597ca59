/// What a file is and what it says, as JSON. Nothing in it is a judgement: no trust, no time, no policy was asked.
public struct InspectionDocument: Encodable, Sendable {
    /// The file.
    public let file: String
    /// What kind of file it is: `cms`, `asice`, `xml`, `certificate` or `crl`.
    public let format: String
    /// Always `false`: facts only, no verdict.
    public let isJudged = false
    /// The CMS message, if it is one.
    public let message: MessageInspection?
    /// The container, if it is one.
    public let container: ContainerInspection?
    /// The XML document, if it is one.
    public let document: XMLInspection?
    /// The certificates, if it holds such.
    public let certificates: [CertificateInspection]?
    /// The revocation lists, if it holds such.
    public let revocationLists: [RevocationListInspection]?

    /// Describes a file.
    public init(_ inspection: Inspection, file: String) {
        self.file = file
        var message: MessageInspection?
        var container: ContainerInspection?
        var document: XMLInspection?
        var certificates: [CertificateInspection] = []
        var lists: [RevocationListInspection] = []
        switch inspection {
        case .message(let facts):
            format = SignedFileFormat.cms.rawValue
            message = MessageInspection(facts)
        case .container(let found, let check, let messages):
            format = SignedFileFormat.asice.rawValue
            container = ContainerInspection(found, check: check, messages: messages)
        case .document(let facts):
            format = SignedFileFormat.xml.rawValue
            document = XMLInspection(facts)
        case .certificates(let foundCertificates, let foundLists):
            format = foundCertificates.isEmpty ? "crl" : "certificate"
            certificates = foundCertificates.map(CertificateInspection.init)
            lists = foundLists.map(RevocationListInspection.init)
        }
        self.message = message
        self.container = container
        self.document = document
        self.certificates = certificates.isEmpty ? nil : certificates
        revocationLists = lists.isEmpty ? nil : lists
    }
}
