/// One question to an HTTP server.
public struct HTTPRequest: Sendable, Hashable {
    /// Where it goes.
    public var address: HTTPAddress
    /// What is sent with it (POST), or `nil` to only ask (GET).
    public var body: Body?
    /// The longest answer that is taken, in bytes, its head not counted.
    public var answerLimit: Int
    /// How long all of it may take: connection, question and answer. Looking the host's name up is not counted; that is
    /// bounded by the machine's resolver.
    public var timeout: Duration
    /// How long connecting to one address of the host may take, within ``timeout``.
    public var connectTimeout: Duration = .seconds(5)
    /// Whether the address may lead to this machine and into private networks; to be denied where a stranger named it.
    public var allowsPrivateAddresses = true

    /// What a POST carries.
    public struct Body: Sendable, Hashable {
        /// The media type, such as `application/ocsp-request`.
        public var mediaType: String
        /// The bytes.
        public var bytes: [UInt8]

        /// Creates a body.
        public init(mediaType: String, bytes: [UInt8]) {
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - address: Where it goes.
    ///   - body: What is sent with it, or `nil` to only ask.
    ///   - answerLimit: The longest answer that is taken, in bytes.
    ///   - timeout: How long all of it may take.
    public init(_ address: HTTPAddress, body: Body? = nil, answerLimit: Int, timeout: Duration = .seconds(30)) {
        self.address = address
        self.body = body
        self.answerLimit = answerLimit
        self.timeout = timeout
    }
}
