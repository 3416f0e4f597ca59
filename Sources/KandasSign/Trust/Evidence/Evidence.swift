/// What is at hand to judge certificates with: other certificates, revocation lists, OCSP responses.
///
/// Nothing in it is believed before its own signature has been checked.
public struct Evidence: Sendable {
    /// Certificates that help to build paths.
    public var certificates: [Certificate]
    /// Revocation lists of any issuers.
    public var revocationLists: [CertificateRevocationList]
    /// OCSP responses of any responders.
    public var ocspResponses: [OCSPResponse]

    /// Gathers evidence.
    public init(
        certificates: [Certificate] = [],
        revocationLists: [CertificateRevocationList] = [],
        ocspResponses: [OCSPResponse] = []
    ) {
        self.certificates = certificates
        self.revocationLists = revocationLists
        self.ocspResponses = ocspResponses
    }

    /// Adds what another gathering holds.
    public static func += (left: inout Evidence, right: Evidence) {
        left.certificates += right.certificates
        left.revocationLists += right.revocationLists
        left.ocspResponses += right.ocspResponses
    }
}

extension Evidence {
    /// The certificate, if there is nothing else.
    var onlyCertificate: Certificate? {
        certificates.count == 1 && revocationLists.isEmpty && ocspResponses.isEmpty ? certificates.first : nil
    }

    /// The revocation list, if there is nothing else.
    var onlyRevocationList: CertificateRevocationList? {
        revocationLists.count == 1 && certificates.isEmpty && ocspResponses.isEmpty ? revocationLists.first : nil
    }
}
