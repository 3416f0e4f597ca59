package import KandasSign

/// The services of a throw-away PKI: OCSP, timestamps, revocation lists and certificates of its authorities.
package struct TestServices: Sendable {
    package var root: TestAuthority
    package var issuing: TestAuthority
    package var responder: TestOCSPResponder
    package var timestamping: TestTimestampAuthority
    /// How long revocation lists are current, in seconds.
    package var listLifetime: Int64 = 86_400

    /// Gathers services.
    ///
    /// - Parameters:
    ///   - root: The root, which issued `issuing`.
    ///   - issuing: The CA whose certificates are asked about.
    ///   - responder: Who signs OCSP responses.
    ///   - timestamping: Who stamps.
    ///   - issued: The certificates that `issuing` has issued.
    ///   - revoked: Those that it has revoked.
    package init(
        root: TestAuthority,
        issuing: TestAuthority,
        responder: TestIdentity,
        timestamping: TestIdentity,
        issued: [Certificate],
        revoked: [RevocationListTemplate.Entry]
    ) {
        self.root = root
        self.issuing = issuing
        self.responder = TestOCSPResponder(
            authority: issuing.certificate,
            identity: responder,
            issued: Set(issued.map(\.serialNumber)),
            revoked: revoked
        )
        self.timestamping = TestTimestampAuthority(timestamping, chain: [issuing.certificate])
    }

    /// Answers one question, at the paths that ``TestServiceAddresses`` names.
    package func answer(_ request: TestServiceRequest, at time: Timestamp) -> TestServiceAnswer {
        do throws(SigningError) {
            return try route(request, at: time)
        } catch {
            return .refusal(500, "Internal Server Error")
        }
    }

    private func route(_ request: TestServiceRequest, at time: Timestamp) throws(SigningError) -> TestServiceAnswer {
        let parts = request.target.split(separator: "/", maxSplits: 1)
        let service = parts.first ?? ""
        let name = parts.count == 2 ? String(parts[1]) : ""
        switch (request.method, service, name) {
        case ("POST", "ocsp", ""):
            return TestServiceAnswer("application/ocsp-response", try responder.response(to: request.body, at: time))
        case ("GET", "ocsp", _) where !name.isEmpty:
            // RFC 6960 appendix A.1: the request in base64, percent-encoded where an address needs it.
            guard let question = PercentBase64.decode(name) else { return .refusal(400, "Bad Request") }
            return TestServiceAnswer("application/ocsp-response", try responder.response(to: question, at: time))
        case ("POST", "tsp", ""):
            return TestServiceAnswer(
                "application/timestamp-reply",
                try timestamping.response(to: request.body, at: time)
            )
        case ("GET", "crl", "root.crl"): return try list(of: root, revoked: [], at: time)
        case ("GET", "crl", "issuing.crl"): return try list(of: issuing, revoked: responder.revoked, at: time)
        case ("GET", "cert", "root.cer"): return TestServiceAnswer("application/pkix-cert", root.certificate.der)
        case ("GET", "cert", "issuing.cer"): return TestServiceAnswer("application/pkix-cert", issuing.certificate.der)
        case (_, "ocsp", _), (_, "tsp", ""): return .refusal(405, "Method Not Allowed")
        default: return .refusal(404, "Not Found")
        }
    }

    private func list(
        of authority: TestAuthority,
        revoked: [RevocationListTemplate.Entry],
        at time: Timestamp
    ) throws(SigningError) -> TestServiceAnswer {
        var template = RevocationListTemplate(
            thisUpdate: time,
            nextUpdate: time.adding(seconds: listLifetime),
            revoked: revoked
        )
        // It grows with time, as RFC 5280 section 5.2.3 asks.
        template.number = Int(time.seconds)
        return TestServiceAnswer("application/pkix-crl", try authority.crl(template))
    }
}

extension TestPKI {
    /// Its services.
    package var services: TestServices {
        TestServices(
            root: root,
            issuing: issuing,
            responder: responder,
            timestamping: timestamping,
            issued: issued.map(\.identity.certificate),
            revoked: [revocation]
        )
    }
}
