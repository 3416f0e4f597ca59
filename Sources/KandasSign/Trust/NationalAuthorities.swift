import FoundationEssentials

/// The certification authorities of Kazakhstan's public key infrastructure, as facts: which certificates there are, by
/// their SHA-256, and where they and their revocation lists are published.
///
/// A fact is not trust: nothing here is an anchor before somebody puts it into a trust folder. Certificates are published
/// over plain HTTP, so what is downloaded is taken only if its digest is the one that stands here.
public struct NationalAuthorities: Sendable {
    /// The certificates, roots before those they issued.
    public let certificates: [Pin]
    /// Where revocation lists are published. They need no digest, since they are signed.
    public let revocationLists: [ListLocation]

    /// One certificate.
    public struct Pin: Sendable, Hashable, Decodable {
        /// The usual name of its file, without an extension.
        public let name: String
        /// The network it belongs to.
        public let network: NationalNetwork
        /// The SHA-256 of its DER, 64 lower-case hexadecimal digits.
        public let sha256: String
        /// What it can be an anchor for: empty for a certificate that is not a root.
        public let purposes: Set<TrustPurpose>
        /// Where it is published; empty if no address is known.
        public let addresses: [HTTPAddress]
        /// The end of its validity.
        public let notAfter: Timestamp

        private enum Key: String, CodingKey {
            case name
            case network
            case sha256
            case purposes
            case addresses
            case notAfter
        }

        /// Reads one certificate of the data file.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            name = try fields.decode(String.self, forKey: .name)
            network = try fields.decode(NationalNetwork.self, forKey: .network)
            sha256 = try fields.decode(String.self, forKey: .sha256)
            purposes = Set(try fields.decode([TrustPurpose].self, forKey: .purposes))
            addresses = try fields.decode([String].self, forKey: .addresses).compactMap { HTTPAddress($0) }
            guard let notAfter = Timestamp(try fields.decode(String.self, forKey: .notAfter)) else {
                throw DecodingError.dataCorruptedError(forKey: .notAfter, in: fields, debugDescription: "no time")
            }
            self.notAfter = notAfter
        }
    }

    /// One revocation list.
    public struct ListLocation: Sendable, Hashable, Decodable {
        /// The network it belongs to.
        public let network: NationalNetwork
        /// Where it is published: the same list at each address.
        public let addresses: [HTTPAddress]

        private enum Key: String, CodingKey {
            case network
            case addresses
        }

        /// Reads one location of the data file.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: Key.self)
            network = try fields.decode(NationalNetwork.self, forKey: .network)
            addresses = try fields.decode([String].self, forKey: .addresses).compactMap { HTTPAddress($0) }
        }
    }

    /// The facts that this library ships, of 2026-11.
    public static let shipped: NationalAuthorities = {
        // A test makes sure that the built-in file is readable and complete; an unreadable one knows nothing.
        (try? NationalAuthorities(json: PackageResources.national_authorities_json)) ?? NationalAuthorities()
    }()

    /// Reads facts of the shape of `Resources/national-authorities.json`.
    ///
    /// - Parameter json: UTF-8 JSON.
    /// - Throws: `DecodingError` if `json` has another shape.
    public init(json: [UInt8]) throws {
        struct Form: Decodable {
            let certificates: [Pin]
            let revocationLists: [ListLocation]
        }
        let form = try JSONDecoder().decode(Form.self, from: Data(json))
        certificates = form.certificates
        revocationLists = form.revocationLists
    }

    private init() {
        certificates = []
        revocationLists = []
    }

    /// The fact about a certificate, if it is one of the national ones.
    public func pin(of certificate: Certificate) -> Pin? {
        guard let digest = try? DigestAlgorithm.sha256.digest(of: certificate.der) else { return nil }
        let text = Hexadecimal.text(digest)
        return certificates.first { $0.sha256 == text }
    }
}
