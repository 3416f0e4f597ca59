private import Synchronization

/// A certificate revocation list (RFC 5280 section 5), indexed by serial number.
///
/// It needs its own bytes and eight more an entry, so a list with 1,000,000 entries stays below 60 MB.
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
    /// The algorithm of the issuer's signature.
    public let signatureAlgorithm: AlgorithmIdentifier
    /// How many certificates are on the list.
    public var count: Int { revoked.count }

    /// Which certificates and reasons it speaks of.
    let scope: IssuingDistributionPoint
    private let revoked: RevokedCertificates
    private let known: KnownListExtensions
    private let issuerName: DistributionPointName
    private let signedPart: ArraySlice<UInt8>
    private let signatureValue: [UInt8]
    /// The keys whose signature was looked for, and whether it is theirs: a list is long, so that is asked once.
    private let signers = Mutex<[[UInt8]: Bool]>([:])

    /// An entry of the list.
    public struct Entry: Hashable, Sendable {
        /// When the certificate was revoked.
        public let revocationDate: Timestamp
        /// Why.
        public let reason: RevocationReason?
    }

    /// Decodes one DER CertificateList; nothing may follow it.
    ///
    /// - Parameters:
    ///   - bytes: The list; at most ``Limits/revocationListBytes``.
    ///   - limits: Bounds on what is accepted.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` or
    ///   ``SigningError/Code/limitExceeded``. The signature is checked by ``isSigned(by:)``, not here.
    public init(der bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard bytes.count <= min(limits.revocationListBytes, Int(UInt32.max)) else {
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
        let issuer = try DistinguishedName(reading: &part, "a revocation list's issuer")
        self.issuer = issuer
        issuerName = DistributionPointName(issuer)
        thisUpdate = try part.next().time("a revocation list's date")
        var nextUpdate: Timestamp?
        if part.nextTag == DER.Tag.utcTime || part.nextTag == DER.Tag.generalizedTime {
            nextUpdate = try part.next().time("a revocation list's next date")
        }
        self.nextUpdate = nextUpdate
        if let list = try part.optional(DER.Tag.sequence) {
            // RFC 5280 section 5.1.2.6: absent if there are none.
            guard !list.content.isEmpty else { throw .malformed("a revocation list with an empty list of entries") }
            revoked = try RevokedCertificates(bytes, in: list.content.indices, hasExtensions: version == 1)
        } else {
            revoked = RevokedCertificates()
        }
        extensions = try CertificateExtension.optional(0, in: &part, "a revocation list's extensions")
        guard extensions.isEmpty || version == 1 else {
            throw .malformed("extensions in a revocation list of version 1")
        }
        try part.end("the signed part of a revocation list")
        known = try KnownListExtensions(extensions, issuer: issuer)
        scope = known.scope
    }

    /// Whether the list's signature is one by `authority`'s key, and the key may sign lists.
    func isSigned(by authority: Certificate) -> Bool {
        guard authority.keyUsage?.contains(.crlSign) ?? true, let algorithm = SignatureAlgorithm(signatureAlgorithm),
            let key = try? authority.publicKey()
        else { return false }
        if let answer = signers.withLock({ $0[authority.subjectPublicKeyInfo] }) { return answer }
        let answer = (try? key.isValid(signature: signatureValue[...], over: signedPart, algorithm: algorithm)) ?? false
        signers.withLock {
            // Only so many keys of one name can be at hand; a flood of them is not remembered.
            if $0.count < 64 { $0[authority.subjectPublicKeyInfo] = answer }
        }
        return answer
    }

    /// The signature algorithm, for the policy.
    var algorithm: SignatureAlgorithm? { SignatureAlgorithm(signatureAlgorithm) }

    /// Whether everything critical in the list is understood; one where it is not says nothing of any certificate.
    var isUnderstood: Bool { known.isUnderstood && revoked.isUnderstood }

    /// The number of the list (RFC 5280 section 5.2.3), as the content octets of an INTEGER; `nil` if it has none.
    public var number: [UInt8]? { known.number }

    /// Whether the list only tells what changed since another one.
    var isDelta: Bool { known.baseNumber != nil }

    /// Whether the list can answer for a certificate by itself; a delta list, an indirect one and one of some reasons cannot.
    var isComplete: Bool { !isDelta && isUnderstood && !scope.isIndirect && scope.reasons == .all }

    /// Whether the list brings `base` up to date: it tells the changes since a list not after `base`, of the same issuer, key
    /// and scope (RFC 5280 section 5.2.4).
    func updates(_ base: CertificateRevocationList) -> Bool {
        guard let baseNumber = known.baseNumber, let number = known.number, let other = base.known.number, !base.isDelta
        else { return false }
        return issuer.matches(base.issuer) && scope == base.scope && known.keyIdentifier == base.known.keyIdentifier
            && !KnownListExtensions.isLess(other, baseNumber) && KnownListExtensions.isLess(other, number)
    }

    /// The entry for a serial number of the list's own issuer, or `nil` if it is not on the list.
    public func entry(serialNumber: [UInt8]) -> Entry? { entry(serialNumber, of: issuerName) }

    /// The entry for a certificate, or `nil` if it is not on the list.
    func entry(for certificate: Certificate) -> Entry? {
        entry(certificate.serialNumber, of: DistributionPointName(certificate.issuer))
    }

    private func entry(_ serialNumber: [UInt8], of issuer: DistributionPointName) -> Entry? {
        revoked.entry(serialNumber, issuer: issuer, listIssuer: issuerName, in: der)
            .map { Entry(revocationDate: $0.revocationDate, reason: $0.reason) }
    }

    /// Whether the list keeps certificates that had ended by `time` (X.509 section 9.5.2.8).
    func keepsExpired(since time: Timestamp) -> Bool { known.keepsExpiredSince.map { time >= $0 } ?? false }
}
