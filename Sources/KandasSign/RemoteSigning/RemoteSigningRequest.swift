/// Who is asked elsewhere, and for what.
public enum RemoteSigningRequest: Hashable, Sendable {
    /// A bare signature value over signed attributes that are made here, by a signer whose certificate is known.
    case value(RemoteSigner, SignatureOptions)
    /// A whole CMS message over the content; by a certain signer, or by whoever it will be.
    case message(RemoteSigner?)

    /// The signer, as far as known.
    public var signer: RemoteSigner? {
        switch self {
        case .value(let signer, _): signer
        case .message(let signer): signer
        }
    }
}

extension RemoteSigningRequest: Codable {
    private enum CodingKeys: CodingKey {
        case expects, signer, level, signingTime, includesChain
    }

    private enum Expectation: String, Codable {
        case value, message
    }

    /// Reads what ``encode(to:)`` writes.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        switch try values.decode(Expectation.self, forKey: .expects) {
        case .message: self = .message(try values.decodeIfPresent(RemoteSigner.self, forKey: .signer))
        case .value:
            guard let time = Timestamp(try values.decode(String.self, forKey: .signingTime)) else {
                throw SigningError.malformed("the signing time is no time")
            }
            self = .value(
                try values.decode(RemoteSigner.self, forKey: .signer),
                SignatureOptions(
                    signingTime: time,
                    level: try values.decode(SignatureLevel.self, forKey: .level),
                    includesChain: try values.decode(Bool.self, forKey: .includesChain)
                )
            )
        }
    }

    /// Writes one flat object.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(signer, forKey: .signer)
        switch self {
        case .message: try values.encode(Expectation.message, forKey: .expects)
        case .value(_, let options):
            try values.encode(Expectation.value, forKey: .expects)
            try values.encode(options.level, forKey: .level)
            try values.encode(options.signingTime.description, forKey: .signingTime)
            try values.encode(options.includesChain, forKey: .includesChain)
        }
    }
}
