/// Which algorithms and keys a policy finds strong enough, and when (ETSI EN 319 102-1 section 5.2.8).
///
/// A rule is judged at the time at which the signature is proven to have existed. What no rule names is not allowed.
public struct AlgorithmRules: Sendable, Hashable {
    /// The digests.
    public var digests: [Digest]
    /// The keys.
    public var keys: [Key]

    /// Gathers rules.
    public init(digests: [Digest], keys: [Key]) {
        self.digests = digests
        self.keys = keys
    }

    /// When a rule holds: from a time on, until another, which it does not hold at.
    public struct Period: Sendable, Hashable {
        /// The first time, or `nil` for always before.
        public var from: Timestamp?
        /// The first time at which it does not hold any more, or `nil` if there is none.
        public var until: Timestamp?

        /// Creates a period.
        public init(from: Timestamp? = nil, until: Timestamp? = nil) {
            self.from = from
            self.until = until
        }

        /// Whether it holds at a time.
        public func contains(_ time: Timestamp) -> Bool {
            (from.map { $0 <= time } ?? true) && (until.map { time < $0 } ?? true)
        }
    }

    /// A digest that is strong enough for a while.
    public struct Digest: Sendable, Hashable {
        /// The digest.
        public var algorithm: DigestAlgorithm
        /// When.
        public var period: Period

        /// Creates a rule.
        public init(_ algorithm: DigestAlgorithm, _ period: Period = Period()) {
            self.algorithm = algorithm
            self.period = period
        }
    }

    /// Keys that are strong enough for a while.
    public struct Key: Sendable, Hashable {
        /// Which keys.
        public var type: KeyType
        /// The least size, in bits.
        public var minimumBits: Int
        /// When.
        public var period: Period

        /// Creates a rule.
        public init(_ type: KeyType, minimumBits: Int = 0, _ period: Period = Period()) {
            self.type = type
            self.minimumBits = minimumBits
            self.period = period
        }
    }

    /// A kind of key, by the name that it has in documents.
    public enum KeyType: String, Sendable, Hashable, CaseIterable, Codable {
        /// RSA; its size is that of the modulus.
        case rsa = "RSA"
        /// ECDSA on a NIST curve.
        case ec = "EC"
        /// Ed25519.
        case ed25519 = "Ed25519"
        /// GOST R 34.10-2015, 512 bits.
        case gost2015x512 = "GOST R 34.10-2015-512"
        /// GOST R 34.10-2015, 256 bits.
        case gost2015x256 = "GOST R 34.10-2015-256"
        /// GOST 34.310-2004.
        case gost2004 = "GOST 34.310-2004"
    }

    /// What is strong enough today, for policies that say nothing else: all but SHA-1, and RSA from 2,048 bits.
    public static let current = AlgorithmRules(
        digests: DigestAlgorithm.allCases.filter { $0 != .sha1 }.map { Digest($0) },
        keys: KeyType.allCases.map { Key($0, minimumBits: $0 == .rsa ? 2_048 : $0 == .ec ? 256 : 0) }
    )

    /// Whether a digest is strong enough at a time.
    public func allows(_ digest: DigestAlgorithm, at time: Timestamp) -> Bool {
        digests.contains { $0.algorithm == digest && $0.period.contains(time) }
    }

    /// How a key is judged.
    public enum KeyJudgement: Sendable, Hashable {
        /// It is strong enough.
        case allowed
        /// It has fewer bits than the number given.
        case tooShort(required: Int)
        /// Keys of its kind are not allowed at all.
        case notAllowed
    }

    /// Whether a key is strong enough at a time.
    public func judgement(of key: PrivateKey.Kind, at time: Timestamp) -> KeyJudgement {
        let type = KeyType(key)
        let required = keys.filter { $0.type == type && $0.period.contains(time) }.map(\.minimumBits).min()
        guard let required else { return .notAllowed }
        return key.bits >= required ? .allowed : .tooShort(required: required)
    }
}

extension AlgorithmRules.KeyType {
    /// The type of a key.
    fileprivate init(_ key: PrivateKey.Kind) {
        self =
            switch key {
            case .rsa: .rsa
            case .ellipticCurve: .ec
            case .ed25519: .ed25519
            case .national(.gost2015x512): .gost2015x512
            case .national(.gost2015x256): .gost2015x256
            case .national(.gost2004): .gost2004
            }
    }
}

extension PrivateKey.Kind {
    /// The size by which a policy judges a key of this kind.
    var bits: Int {
        switch self {
        case .rsa(let bits), .ellipticCurve(let bits): bits
        case .ed25519: 256
        case .national(let family): family.bits
        }
    }
}
