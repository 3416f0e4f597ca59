/// Asks a time-stamping authority over HTTP (RFC 3161 section 3.4), and takes only an answer to what it asked.
public struct TimestampClient: TimestampSource {
    /// Where the authority answers.
    public var service: HTTPAddress
    /// Who asks the server.
    public var http: any HTTPFetching
    /// The policy to ask for, or `nil` for the authority's own.
    public var policy: ObjectIdentifier?
    /// How long an answer may take.
    public var timeout: Duration
    /// Bounds on the answer.
    public var limits: Limits
    /// Gives a number that was not used before and cannot be guessed.
    public var makeNonce: @Sendable () -> [UInt8]

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - service: Where the authority answers.
    ///   - http: Who asks the server.
    ///   - policy: The policy to ask for, or `nil` for the authority's own.
    ///   - timeout: How long an answer may take.
    ///   - limits: Bounds on the answer.
    public init(
        _ service: HTTPAddress,
        http: any HTTPFetching,
        policy: ObjectIdentifier? = nil,
        timeout: Duration = .seconds(20),
        limits: Limits = Limits()
    ) {
        self.service = service
        self.http = http
        self.policy = policy
        self.timeout = timeout
        self.limits = limits
        makeNonce = TimestampClient.randomNonce
    }

    /// Where the authority answers.
    public var address: String { service.description }

    /// Asks for a token with a fresh nonce, and checks that the answer is one to that question.
    ///
    /// - Parameter imprint: What the token is to be over.
    /// - Returns: The token.
    /// - Throws: ``TimestampFailure``.
    public func token(over imprint: MessageImprint) throws(TimestampFailure) -> TimestampToken {
        let request = TimestampRequest(imprint, policy: policy, nonce: makeNonce())
        let answer: [UInt8]
        do throws(HTTPFailure) {
            answer = try http.answer(
                to: HTTPRequest(
                    service,
                    body: HTTPRequest.Body(mediaType: TimestampRequest.mediaType, bytes: request.der),
                    answerLimit: TimestampResponse.longest(limits),
                    timeout: timeout
                )
            )
        } catch {
            throw .unavailable(error)
        }
        return try TimestampClient.token(in: answer, answering: request, limits: limits)
    }

    /// The token of an answer, if that is one to a request (RFC 3161 section 2.4.2).
    ///
    /// - Parameters:
    ///   - answer: A TimeStampResp.
    ///   - request: What was asked.
    ///   - limits: Bounds on the answer.
    /// - Returns: The token.
    /// - Throws: ``TimestampFailure``.
    public static func token(
        in answer: [UInt8],
        answering request: TimestampRequest,
        limits: Limits = Limits()
    ) throws(TimestampFailure) -> TimestampToken {
        let response: TimestampResponse
        let token: TimestampToken
        do throws(SigningError) {
            response = try TimestampResponse(answer, limits: limits)
        } catch {
            throw .unusable(.unreadable, detail: error.reason)
        }
        guard response.status == .granted || response.status == .grantedWithModifications else {
            throw .refused(response.status, response.failures, text: response.text)
        }
        guard let bytes = response.token else { throw .unusable(.tokenMissing, detail: "there is no token in it") }
        do throws(SigningError) {
            token = try TimestampToken(bytes, limits: limits)
        } catch {
            throw .unusable(.unreadable, detail: error.reason)
        }
        guard token.info.imprint.names(request.imprint) else {
            throw .unusable(.imprint, detail: "the token is over another digest")
        }
        guard token.info.nonce == request.nonce.map({ Array(DER.integer(unsigned: $0).dropFirst(2)) }) else {
            throw .unusable(.nonce, detail: "the token is not the answer to this request")
        }
        guard request.policy == nil || token.info.policy == request.policy else {
            throw .unusable(.policy, detail: "the token was made under the policy \(token.info.policy)")
        }
        guard !request.asksForCertificate || token.signer.certificate != nil else {
            throw .unusable(.certificate, detail: "the authority's certificate is not in the token")
        }
        guard token.holds || !request.asksForCertificate && token.signer.certificate == nil else {
            throw .unusable(.signature, detail: "the authority's signature does not hold")
        }
        return token
    }

    /// 64 bits: more than a few authorities take.
    private static func randomNonce() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return withUnsafeBytes(of: generator.next().bigEndian, Array.init)
    }
}
