package import KandasSign

/// Answers OCSP requests (RFC 6960) about the certificates of one CA.
///
/// What it says is what it was told: a certificate that it was not told of is unknown. Every field may be set to what no
/// responder should answer, so that a verifier can be tested with it.
package struct TestOCSPResponder: Sendable {
    /// The CA whose certificates are asked about.
    package var authority: Certificate
    /// Who signs: the CA itself, or whom it has delegated to.
    package var identity: TestIdentity
    /// The serial numbers of the certificates that were issued, as in ``Certificate/serialNumber``.
    package var issued: Set<[UInt8]>
    /// The certificates that were revoked.
    package var revoked: [RevocationListTemplate.Entry]
    /// How long an answer holds; `nil` for no nextUpdate.
    package var lifetime: Int64? = 3_600
    /// How long before the answer the status was known to be right, in seconds.
    package var age: Int64 = 0
    package var echoesNonce = true
    /// Whether its certificate goes with the answer.
    package var includesCertificate = true
    /// Whether it names itself by its key, or else by its name.
    package var namesItselfByKey = true

    package init(
        authority: Certificate,
        identity: TestIdentity,
        issued: Set<[UInt8]>,
        revoked: [RevocationListTemplate.Entry] = []
    ) {
        self.authority = authority
        self.identity = identity
        self.issued = issued
        self.revoked = revoked
    }

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: An OCSPRequest in DER; its signature, if it has one, is not looked at.
    ///   - time: The time of the answer.
    /// - Returns: An OCSPResponse in DER; with the status malformedRequest if the request is none.
    /// - Throws: ``SigningError`` if the answer cannot be signed.
    package func response(to request: [UInt8], at time: Timestamp) throws(SigningError) -> [UInt8] {
        let question: TestOCSPRequest
        do throws(SigningError) {
            question = try TestOCSPRequest(der: request)
        } catch {
            return TestOCSPResponder.refusal(.malformedRequest)
        }
        return try response(to: question.certificates, nonce: question.nonce, at: time)
    }

    /// Answers without being asked, as responders do for those who keep answers.
    package func response(about certificates: [Certificate], at time: Timestamp) throws(SigningError) -> [UInt8] {
        var questions: [TestOCSPRequest.CertificateIdentifier] = []
        for certificate in certificates {
            questions.append(
                try TestOCSPRequest.CertificateIdentifier(
                    issuer: authority,
                    serialNumber: certificate.serialNumber,
                    digest: .sha256
                )
            )
        }
        return try response(to: questions, nonce: nil, at: time)
    }

    private func response(
        to questions: [TestOCSPRequest.CertificateIdentifier],
        nonce: [UInt8]?,
        at time: Timestamp
    ) throws(SigningError) -> [UInt8] {
        var answers: [[UInt8]] = []
        for question in questions { answers.append(try answer(to: question, at: time)) }
        let nonceExtension = nonce.flatMap { echoesNonce ? $0 : nil }
            .map { CertificateTemplate.Extension(TestOCSPRequest.nonceIdentifier, $0).der }
        let signed = DER.sequence(
            try responderIdentifier(),
            DER.generalizedTime(time),
            DER.sequence(of: answers),
            nonceExtension.map { DER.explicit(1, DER.sequence($0)) } ?? []
        )
        let algorithm = identity.key.defaultAlgorithm
        let basic = DER.sequence(
            signed,
            algorithm.algorithmIdentifier.der,
            DER.bitString(try identity.key.sign(signed[...], with: algorithm)),
            includesCertificate ? DER.explicit(0, DER.sequence(identity.certificate.der)) : []
        )
        let bytes = DER.sequence(DER.objectIdentifier("1.3.6.1.5.5.7.48.1.1"), DER.octetString(basic))
        return DER.sequence(DER.element(DER.Tag.enumerated, [0]), DER.explicit(0, bytes))
    }

    /// A SingleResponse.
    private func answer(
        to question: TestOCSPRequest.CertificateIdentifier,
        at time: Timestamp
    ) throws(SigningError) -> [UInt8] {
        let isOurs = try question.names(authority)
        let entry = isOurs ? revoked.first { $0.serialNumber == question.serialNumber } : nil
        let status: [UInt8]
        if let entry {
            let reason = entry.reason.map { DER.explicit(0, DER.element(DER.Tag.enumerated, [$0.rawValue])) } ?? []
            status = DER.element(DER.Tag.explicit(1), [DER.generalizedTime(entry.date), reason])
        } else {
            status = [DER.Tag.implicit(isOurs && issued.contains(question.serialNumber) ? 0 : 2), 0]
        }
        let thisUpdate = time.adding(seconds: -age)
        let nextUpdate = lifetime.map { DER.explicit(0, DER.generalizedTime(thisUpdate.adding(seconds: $0))) }
        return DER.sequence(question.der, status, DER.generalizedTime(thisUpdate), nextUpdate ?? [])
    }

    private func responderIdentifier() throws(SigningError) -> [UInt8] {
        guard namesItselfByKey else { return DER.explicit(1, identity.certificate.subject.der) }
        let octets = try KeyIdentifier.octets(identity.certificate.subjectPublicKeyInfo)
        return DER.explicit(2, DER.octetString(try DigestAlgorithm.sha1.digest(of: octets)))
    }

    /// A status other than "successful" (RFC 6960 section 4.2.1).
    package enum Refusal: UInt8, Sendable {
        case malformedRequest = 1
        case internalError = 2
        case tryLater = 3
        case signatureRequired = 5
        case unauthorized = 6
    }

    /// A response that only says why there is none.
    package static func refusal(_ refusal: Refusal) -> [UInt8] {
        DER.sequence(DER.element(DER.Tag.enumerated, [refusal.rawValue]))
    }
}
