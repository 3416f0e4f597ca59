/// A certificate revocation list (RFC 5280 section 5), indexed by serial number.
///
/// Memory is bounded by the list's own length: an entry keeps its place in ``der``, not a copy.
public final class CertificateRevocationList: Sendable {
    /// The DER encoding.
    public let der: [UInt8]
    /// Who issued the list.
    public let issuer: DistinguishedName
    /// When the list was made.
    public let thisUpdate: Timestamp
    /// When the next one is due at the latest; `nil` if the list does not say.
    public let nextUpdate: Timestamp?
    /// The extensions of the list.
    public let extensions: [CertificateExtension]
    /// How many certificates are on the list.
    public var count: Int { entries.count }

    private let signedPart: ArraySlice<UInt8>
    /// The algorithm of the issuer's signature.
    public let signatureAlgorithm: AlgorithmIdentifier
    private let signatureValue: [UInt8]
    private let entries: [ArraySlice<UInt8>: Entry]
    private let scope: Scope
    /// The names of the distribution point whose certificates the list is about; `nil` for those of all.
    private let distributionPoint: Set<DistributionPointName>?

    /// An entry of the list.
    public struct Entry: Hashable, Sendable {
        /// When the certificate was revoked.
        public let revocationDate: Timestamp
        /// Why.
        public let reason: RevocationReason?
    }

    /// Which certificates the list speaks of.
    enum Scope: Sendable, Hashable {
        case all
        case endEntities
        case authorities
        /// A delta list: it can say that a certificate is revoked, and never that it is not.
        case changes
        /// An indirect list, one for some reasons only, or one with something critical that is not known: it cannot
        /// answer for a certificate by itself.
        case unusable
    }

    /// Decodes one DER CertificateList; nothing may follow it.
    ///
    /// - Parameters:
    ///   - bytes: The list; at most ``Limits/revocationListBytes``.
    ///   - limits: Bounds on what is accepted.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` or
    ///   ``SigningError/Code/limitExceeded``. The signature is checked by ``isSigned(by:)``, not here.
    public init(der bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard bytes.count <= limits.revocationListBytes else {
            throw .limit("a revocation list is longer than \(limits.revocationListBytes) bytes")
        }
        der = bytes
        var reader = DERReader(bytes)
        var fields = try reader.enter(DER.Tag.sequence, "a revocation list")
        try reader.end("a revocation list")
        let signed = try fields.next(DER.Tag.sequence, "the signed part of a revocation list")
        signedPart = signed.bytes
        signatureAlgorithm = try AlgorithmIdentifier(reading: &fields, "a revocation list's signature algorithm")
        signatureValue = Array(try fields.next().bitStringOctets("a revocation list's signature"))
        try fields.end("a revocation list's signature")

        var part = try fields.entering(signed)
        let version = try part.optional(DER.Tag.integer)?.smallInteger("a revocation list's version")
        guard version == nil || version == 1 else { throw .malformed("a revocation list of an unknown version") }
        let inner = try AlgorithmIdentifier(reading: &part, "a revocation list's signature algorithm")
        // The national CA's lists of 2026 leave the NULL parameters out inside and put them outside: the algorithm is
        // the same, and the signature is over the bytes as they stand.
        guard inner.identifier == signatureAlgorithm.identifier,
            inner == signatureAlgorithm || inner.hasNoParameters && signatureAlgorithm.hasNoParameters
        else { throw .malformed("a revocation list names two signature algorithms") }
        issuer = try DistinguishedName(reading: &part, "a revocation list's issuer")
        thisUpdate = try part.next().time("a revocation list's date")
        var nextUpdate: Timestamp?
        if part.nextTag == DER.Tag.utcTime || part.nextTag == DER.Tag.generalizedTime {
            nextUpdate = try part.next().time("a revocation list's next date")
        }
        self.nextUpdate = nextUpdate
        var entries: [ArraySlice<UInt8>: Entry] = [:]
        var scope = Scope.all
        if let list = try part.optional(DER.Tag.sequence) {
            var items = try part.entering(list)
            while !items.isAtEnd {
                let (serialNumber, entry, isUsable) = try CertificateRevocationList.entry(&items, version: version)
                // The first entry counts where one occurs twice; so a later one cannot take it back.
                if entries[serialNumber] == nil { entries[serialNumber] = entry }
                if !isUsable { scope = .unusable }
            }
        }
        var extensions: [CertificateExtension] = []
        if let field = try part.optional(DER.Tag.explicit(0)) {
            guard version == 1 else { throw .malformed("extensions in a revocation list of version 1") }
            var list = try part.entering(field)
            extensions = try CertificateExtension.readAll(&list, "a revocation list's extensions")
            try list.end("a revocation list's extensions")
        }
        try part.end("the signed part of a revocation list")
        self.entries = entries
        self.extensions = extensions
        let restriction = try CertificateRevocationList.restriction(extensions)
        self.scope = scope == .unusable ? scope : restriction.scope
        distributionPoint = restriction.distributionPoint
    }

    /// Whether the list's signature is one by `authority`'s key, and the key may sign lists.
    func isSigned(by authority: Certificate) -> Bool {
        guard authority.keyUsage?.contains(.crlSign) ?? true, let algorithm = SignatureAlgorithm(signatureAlgorithm),
            let key = try? authority.publicKey()
        else { return false }
        return (try? key.isValid(signature: signatureValue[...], over: signedPart, algorithm: algorithm)) ?? false
    }

    /// The signature algorithm, for the policy.
    var algorithm: SignatureAlgorithm? { SignatureAlgorithm(signatureAlgorithm) }

    /// Whether the list only tells what changed since another one.
    var isDelta: Bool { scope == .changes }

    /// Whether the list can answer for a certificate by itself; a delta list and an indirect one cannot.
    var isComplete: Bool { scope != .unusable && !isDelta }

    /// Whether the list can answer for `certificate`, as far as its issuer's name and its scope go.
    func covers(_ certificate: Certificate) -> Bool {
        guard issuer == certificate.issuer else { return false }
        // RFC 5280 section 6.3.3(b)(2)(i): the list of another part of the CA's certificates says nothing of this one.
        if let distributionPoint, distributionPoint.isDisjoint(with: certificate.distributionPoints) { return false }
        switch scope {
        case .all, .changes: return true
        case .endEntities: return !certificate.isAuthority
        case .authorities: return certificate.isAuthority
        case .unusable: return false
        }
    }

    /// The entry for a serial number, or `nil` if it is not on the list.
    public func entry(serialNumber: [UInt8]) -> Entry? { entries[serialNumber[...]] }

    /// Whether the list keeps certificates that had ended by `time` (X.509 section 9.5.2.8).
    func keepsExpired(since time: Timestamp) -> Bool {
        let identifier = CertificateExtension.Identifier.expiredCertificatesOnCRL
        guard let value = extensions.first(where: { $0.identifier == identifier })?.value else { return false }
        var reader = DERReader(value)
        guard let since = try? reader.next().time("expiredCertsOnCRL") else { return false }
        return time >= since
    }

    private static func entry(
        _ items: inout DERReader,
        version: Int?
    ) throws(SigningError) -> (ArraySlice<UInt8>, Entry, isUsable: Bool) {
        var fields = try items.enter(DER.Tag.sequence, "an entry of a revocation list")
        let serialNumber = try fields.next().integerOctets("a revoked serial number")
        let date = try fields.next().time("a revocation date")
        var reason: RevocationReason?
        var isUsable = true
        if !fields.isAtEnd {
            guard version == 1 else { throw .malformed("extensions in a revocation list of version 1") }
            for found in try CertificateExtension.readAll(&fields, "an entry's extensions") {
                if found.identifier == CertificateExtension.Identifier.reasonCode {
                    var value = DERReader(found.value)
                    let code = try value.next(DER.Tag.enumerated, "a revocation reason").content
                    reason = code.count == 1 ? code.first.flatMap { RevocationReason(rawValue: Int($0)) } : nil
                } else if found.identifier == CertificateExtension.Identifier.certificateIssuer || found.isCritical {
                    isUsable = false
                }
            }
        }
        try fields.end("an entry of a revocation list")
        return (serialNumber, Entry(revocationDate: date, reason: reason), isUsable)
    }

    /// Reads what the issuingDistributionPoint (RFC 5280 section 5.2.5) and other extensions restrict the list to.
    private static func restriction(
        _ extensions: [CertificateExtension]
    ) throws(SigningError) -> (scope: Scope, distributionPoint: Set<DistributionPointName>?) {
        var scope = Scope.all
        var isDelta = false
        var distributionPoint: Set<DistributionPointName>?
        for found in extensions {
            switch found.identifier {
            case CertificateExtension.Identifier.deltaCRLIndicator: isDelta = true
            case CertificateExtension.Identifier.issuingDistributionPoint:
                var reader = DERReader(found.value)
                var fields = try reader.enter(DER.Tag.sequence, "issuingDistributionPoint")
                while !fields.isAtEnd {
                    let field = try fields.next()
                    let isSet = field.content.elementsEqual([0xff])
                    switch field.tag {
                    case DER.Tag.explicit(0):
                        var names = try fields.entering(field)
                        distributionPoint = try DistributionPointName.all(&names)
                    // A list for both is for neither.
                    case DER.Tag.implicit(1) where isSet: scope = scope == .all ? .endEntities : .unusable
                    case DER.Tag.implicit(2) where isSet: scope = scope == .all ? .authorities : .unusable
                    default:
                        if field.isConstructed || isSet || field.tag == DER.Tag.implicit(3) { scope = .unusable }
                    }
                }
            default: if found.isCritical { scope = .unusable }
            }
        }
        return (isDelta && scope != .unusable ? .changes : scope, distributionPoint)
    }
}
