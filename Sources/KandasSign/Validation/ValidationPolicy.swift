/// What a signature must fulfil to pass.
public struct ValidationPolicy: Sendable, Hashable {
    /// The policy's name, as it stands in reports.
    public var name: String
    /// The policy's version, as it stands in reports.
    public var version: String
    /// Whether a signature may pass without an answer about revocation. A report says so in words.
    public var allowsUncheckedRevocation: Bool
    /// The lowest level that a signature must have.
    public var requiredLevel: SignatureLevel
    /// The digest algorithms that are strong enough.
    public var digests: Set<DigestAlgorithm>
    /// The least size of an RSA modulus, in bits.
    public var minimumRSABits: Int
    /// The roles of which a signer must have one; empty if any will do.
    public var roles: Set<CertificateRole>
    /// Whether an XML document may pass of which some part is not signed. A report lists what is.
    public var allowsPartlySigned = false

    /// Creates a policy.
    public init(
        name: String,
        version: String,
        allowsUncheckedRevocation: Bool = false,
        requiredLevel: SignatureLevel = .basic,
        digests: Set<DigestAlgorithm> = Set(DigestAlgorithm.allCases).subtracting([.sha1]),
        minimumRSABits: Int = 2_048,
        roles: Set<CertificateRole> = []
    ) {
        self.name = name
        self.version = version
        self.allowsUncheckedRevocation = allowsUncheckedRevocation
        self.requiredLevel = requiredLevel
        self.digests = digests
        self.minimumRSABits = minimumRSABits
        self.roles = roles
    }

    /// For any signed file: strong algorithms, a path, and an answer about revocation.
    public static let generic = ValidationPolicy(name: "generic", version: "1")

    /// For an application: what NCALayer often gives is a signature without signing certificate, so `basic` will do.
    public static let application = ValidationPolicy(name: "kandas-application", version: "1")
}
