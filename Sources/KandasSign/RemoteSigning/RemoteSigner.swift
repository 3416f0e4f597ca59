internal import FoundationEssentials

/// A signer whose key is elsewhere, known by its certificate.
public struct RemoteSigner: Hashable, Sendable {
    /// The certificate of the key.
    public let certificate: Certificate
    /// Certificates of CAs above ``certificate``, its issuer first.
    public let chain: [Certificate]
    /// The algorithm that the key is to sign with.
    public let algorithm: SignatureAlgorithm

    /// Takes a certificate that allows signing.
    ///
    /// - Parameters:
    ///   - certificates: A DER certificate, or PEM blocks: the signer's and those of CAs, in any order.
    ///   - isPSS: Whether an RSA key signs with RSASSA-PSS.
    ///   - time: When the signature is to be made.
    ///   - limits: Bounds on certificates.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if there is not exactly one certificate
    ///   that is none of a CA, ``SigningError/Code/unsupported`` if its key is of no known kind or does not fit `isPSS`;
    ///   the first of ``SigningKeyCheck/refusals(of:at:)``.
    public init(
        certificates: [UInt8],
        isPSS: Bool = false,
        at time: Timestamp,
        limits: Limits = Limits()
    ) throws(SigningError) {
        let all = try CertificateFile.read(certificates, limits: limits)
        // Of a file that holds a CA alone, the refusal of that certificate says what is wrong.
        let leaves = all.filter { !$0.isAuthority }
        guard let certificate = leaves.first ?? all.first, leaves.count <= 1 else {
            throw .malformed("the file of the certificate holds \(leaves.count) certificates of signers, not one")
        }
        try SigningKeyCheck.require(certificate, at: time)
        let kind = try certificate.publicKey().kind
        if isPSS, case .rsa = kind {
            algorithm = RemoteSigner.pss
        } else if isPSS {
            throw .unsupported("RSA-PSS goes with an RSA key")
        } else {
            algorithm = kind.defaultAlgorithm
        }
        self.certificate = certificate
        chain = KeyChoice.chain(above: certificate, in: all)
    }

    private static let pss = SignatureAlgorithm.rsaPSS(.sha256, saltLength: DigestAlgorithm.sha256.byteCount)
}

extension RemoteSigner: Codable {
    private enum CodingKeys: CodingKey {
        case certificate, chain, algorithm
    }

    /// Reads what ``encode(to:)`` writes.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        certificate = try Certificate(der: [UInt8](values.decode(Data.self, forKey: .certificate)))
        chain = try values.decode([Data].self, forKey: .chain).map { try Certificate(der: [UInt8]($0)) }
        let name = try values.decode(String.self, forKey: .algorithm)
        let kind = try certificate.publicKey().kind
        var fitting = [kind.defaultAlgorithm]
        if case .rsa = kind { fitting.append(RemoteSigner.pss) }
        guard let algorithm = fitting.first(where: { "\($0)" == name }) else {
            throw SigningError.malformed("\(name) is no algorithm of this key")
        }
        self.algorithm = algorithm
    }

    /// Writes certificates as base64 of their DER and the algorithm by its name.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(Data(certificate.der), forKey: .certificate)
        try values.encode(chain.map { Data($0.der) }, forKey: .chain)
        try values.encode("\(algorithm)", forKey: .algorithm)
    }
}
