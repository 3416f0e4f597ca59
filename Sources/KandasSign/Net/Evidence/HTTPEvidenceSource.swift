internal import Synchronization

/// Asks OCSP responders, and where they do not help, the distribution points of revocation lists, over HTTP.
///
/// Addresses are those of the certificate, else those of the policy; they are asked in their order until one gives an
/// answer that a ``RevocationChecker`` believes. What came before that is told as failures. `https` is not spoken: what
/// comes proves itself by its signature. One source serves one run: it spends no more time than
/// ``Settings/totalTimeout``, and an address that did not answer is not asked again.
public final class HTTPEvidenceSource: EvidenceSource {
    private let http: any HTTPFetching
    private let cache: EvidenceCache?
    private let settings: Settings
    private let judgedAt: Timestamp
    private let state = Mutex(State())

    private struct State {
        /// The time spent on waiting.
        var spent = Duration.zero
        /// Hosts that did not answer, and why.
        var silent: [String: HTTPFailure] = [:]
        /// Lists that came, by their address.
        var lists: [HTTPAddress: CertificateRevocationList] = [:]
    }

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - http: Who asks the servers.
    ///   - settings: How they are asked.
    ///   - cache: Where answers are kept for another run, or `nil`.
    ///   - judgedAt: When the judge looks; an answer made after that is not used.
    public init(
        http: any HTTPFetching,
        settings: Settings = Settings(.generic),
        cache: EvidenceCache? = nil,
        judgedAt: Timestamp
    ) {
        self.http = http
        self.settings = settings
        self.cache = cache
        self.judgedAt = judgedAt
    }

    /// Asks whether a certificate is revoked.
    public func revocation(of certificate: Certificate, issuer: Certificate, at time: Timestamp) -> EvidenceAnswer {
        var inquiry = Inquiry(certificate: certificate, issuer: issuer, time: time)
        // A responder for holders' certificates knows nothing of authorities: these have lists.
        let own = certificate.isAuthority ? [] : settings.services.ocsp
        for place in places(certificate.ocspAddresses, or: own, &inquiry) where !inquiry.isAnswered {
            askResponder(place, &inquiry)
        }
        for place in places(certificate.listAddresses, or: [], &inquiry) where !inquiry.isAnswered {
            guard askForList(place, &inquiry) else { continue }
            for delta in places(certificate.deltaListAddresses, or: [], &inquiry) where askForList(delta, &inquiry) {
                break
            }
        }
        return inquiry.answer
    }

    /// A question about one certificate, and what came of it.
    private struct Inquiry {
        let certificate: Certificate
        let issuer: Certificate
        let time: Timestamp
        var answer = EvidenceAnswer()
        var isAnswered = false

        mutating func fail(_ address: String, _ detail: String) {
            answer.failures.append(EvidenceAnswer.Failure(address: address, detail: detail))
        }
    }

    private struct Place {
        let address: HTTPAddress
        let isOwn: Bool
    }

    /// The addresses to ask: those that a stranger named, or else our own.
    private func places(_ named: [String], or own: [HTTPAddress], _ inquiry: inout Inquiry) -> [Place] {
        var places: [Place] = []
        for text in named.prefix(settings.addresses) {
            guard let address = HTTPAddress(text) else {
                // LDAP stands beside HTTP in many certificates and is not worth a word.
                if text.lowercased().hasPrefix("http") { inquiry.fail(text, "only http is spoken, not https") }
                continue
            }
            guard settings.services.allowsPrivateAddresses || address.port == 80 || address.port >= 1_024 else {
                inquiry.fail(text, "a port that no such service has")
                continue
            }
            places.append(Place(address: address, isOwn: false))
        }
        return places.isEmpty ? own.prefix(settings.addresses).map { Place(address: $0, isOwn: true) } : places
    }

    // MARK: - OCSP

    private func askResponder(_ place: Place, _ inquiry: inout Inquiry) {
        let address = place.address.description
        var generator = SystemRandomNumberGenerator()
        let nonce = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
        guard
            let request = try? OCSPRequest(certificate: inquiry.certificate, issuer: inquiry.issuer, nonce: nonce),
            let plain = try? OCSPRequest(certificate: inquiry.certificate, issuer: inquiry.issuer)
        else { return inquiry.fail(address, "the question cannot be put: the issuer's key cannot be read") }
        let question = "\(address) \(Hexadecimal.text(plain.der))"
        let limit = settings.limits.ocspResponseBytes
        if let kept = cache?.answer(to: question, kind: "ocsp", limit: limit),
            let response = try? OCSPResponse(der: kept, limits: settings.limits), take(response, &inquiry) == nil
        {
            return
        }
        let body = HTTPRequest.Body(mediaType: "application/ocsp-request", bytes: request.der)
        let bytes: [UInt8]
        switch fetch(place, body: body, limit: limit) {
        case .failure(let failure): return inquiry.fail(address, failure.description)
        case .success(let answer): bytes = answer
        }
        let response: OCSPResponse
        do throws(SigningError) {
            response = try OCSPResponse(der: bytes, limits: settings.limits)
        } catch {
            return inquiry.fail(address, "the answer cannot be used: \(error.reason)")
        }
        if let basic = response.basic, request.nonceAnswer(of: basic) == .different {
            return inquiry.fail(address, "the answer is one to another question")
        }
        if let gap = take(response, &inquiry) {
            inquiry.fail(address, "the answer cannot be used: \(gap.detail)")
        } else {
            cache?.keep(bytes, for: question, kind: "ocsp")
        }
    }

    /// Takes a response if it answers the question.
    ///
    /// - Returns: Why it does not.
    private func take(_ response: OCSPResponse, _ inquiry: inout Inquiry) -> RevocationGap? {
        if let gap = gap(in: Evidence(ocspResponses: [response]), inquiry) { return gap }
        inquiry.answer.evidence.ocspResponses.append(response)
        inquiry.isAnswered = true
        return nil
    }

    private func gap(in evidence: Evidence, _ inquiry: Inquiry) -> RevocationGap? {
        let checker = RevocationChecker(evidence: evidence, freshness: settings.freshness)
        let status = checker.status(
            of: inquiry.certificate,
            authority: inquiry.issuer,
            at: inquiry.time,
            judgedAt: judgedAt
        )
        if case .unknown(let gap) = status { return gap }
        return nil
    }

    // MARK: - Revocation lists

    /// Asks for a list and adds it to the evidence.
    ///
    /// - Returns: Whether a list came that may be of use.
    private func askForList(_ place: Place, _ inquiry: inout Inquiry) -> Bool {
        let address = place.address.description
        if let known = state.withLock({ $0.lists[place.address] }) {
            take(known, &inquiry)
            return true
        }
        let limit = settings.limits.revocationListBytes
        if let kept = cache?.answer(to: address, kind: "crl", limit: limit), let list = list(kept),
            take(list, &inquiry) == nil
        {
            state.withLock { $0.lists[place.address] = list }
            return true
        }
        let bytes: [UInt8]
        switch fetch(place, body: nil, limit: limit) {
        case .failure(let failure):
            inquiry.fail(address, failure.description)
            return false
        case .success(let answer): bytes = answer
        }
        guard let list = list(bytes) else {
            inquiry.fail(address, "what came is no revocation list")
            return false
        }
        guard let gap = take(list, &inquiry) else {
            state.withLock { $0.lists[place.address] = list }
            cache?.keep(bytes, for: address, kind: "crl")
            return true
        }
        // A delta list tells nothing alone, and is taken in with its base.
        guard list.isSigned(by: inquiry.issuer), !list.isComplete else {
            inquiry.fail(address, "the list cannot be used: \(gap.detail)")
            return false
        }
        return true
    }

    /// Adds a list to the evidence.
    ///
    /// - Returns: Why the list does not answer the question, or `nil` if it does.
    @discardableResult
    private func take(_ list: CertificateRevocationList, _ inquiry: inout Inquiry) -> RevocationGap? {
        let alone = gap(in: Evidence(revocationLists: [list]), inquiry)
        guard alone == nil || !list.isComplete else { return alone }
        inquiry.answer.evidence.revocationLists.append(list)
        // A list may be whole only together with those that came before.
        let together = gap(in: inquiry.answer.evidence, inquiry)
        if together == nil { inquiry.isAnswered = true }
        return together
    }

    /// A list in DER, or in PEM as some servers give it.
    private func list(_ bytes: [UInt8]) -> CertificateRevocationList? {
        let blocks = bytes.first == 0x30 ? nil : try? PEMBlock.all(in: bytes)
        let block = blocks?.first { $0.label == "X509 CRL" }
        return try? CertificateRevocationList(der: block?.bytes ?? bytes, limits: settings.limits)
    }

    // MARK: - Network

    private func fetch(_ place: Place, body: HTTPRequest.Body?, limit: Int) -> Result<[UInt8], HTTPFailure> {
        let host = place.address.authority
        if let failure = state.withLock({ $0.silent[host] }) { return .failure(failure) }
        var pause = settings.backOff
        var last = HTTPFailure.timedOut
        for attempt in 1...max(1, settings.attempts) {
            let left = state.withLock { settings.totalTimeout - $0.spent }
            guard left > .zero else { return .failure(.timedOut) }
            var request = HTTPRequest(
                place.address,
                body: body,
                answerLimit: limit,
                timeout: min(settings.timeout, left)
            )
            request.connectTimeout = settings.connectTimeout
            request.allowsPrivateAddresses = place.isOwn || settings.services.allowsPrivateAddresses
            let begin = ContinuousClock.now
            defer {
                let spent = begin.duration(to: .now)
                state.withLock { $0.spent += spent }
            }
            do throws(HTTPFailure) {
                return .success(try http.answer(to: request))
            } catch {
                last = error
            }
            guard last.mayPass, attempt < settings.attempts else { break }
            HTTPEvidenceSource.sleep(pause)
            pause *= 2
        }
        if last.isSilence { state.withLock { $0.silent[host] = last } }
        return .failure(last)
    }
}

extension HTTPFailure {
    /// Whether it may be over in a moment.
    fileprivate var mayPass: Bool {
        switch self {
        case .unreachable, .truncated: true
        case .status(let status): status >= 500 || status == 429
        case .privateAddress, .timedOut, .redirected, .tooLong, .malformed: false
        }
    }

    /// Whether nobody is there at all.
    fileprivate var isSilence: Bool {
        switch self {
        case .unreachable, .timedOut, .privateAddress: true
        case .status, .redirected, .tooLong, .truncated, .malformed: false
        }
    }
}

extension RevocationGap {
    /// What keeps an answer from being used, in English.
    fileprivate var detail: String {
        switch self {
        case .noEvidence: "it says nothing of this certificate"
        case .notGenuine: "neither the issuer nor anybody it authorised signed it"
        case .stale(let due): "newer was due \(due)"
        case .notYetMade(let made): "it was made \(made), after the time judged at"
        case .someReasonsOnly: "it does not speak of every reason for revocation"
        case .notUnderstood: "it has something critical that is not known"
        case .unknownToResponder: "the responder does not know the certificate"
        case .noAnswer(let status): "the responder answered \(status)"
        }
    }
}
