/// Gives the CMS message that came back from elsewhere, once it is one over exactly this content.
final class ReturnedMessage: ContentSigning {
    private let message: any RandomAccessBytes
    private let signer: RemoteSigner?
    /// The SHA-256 of the content that was given out, if that is what was given out.
    private let expected: String?
    private let time: Timestamp
    private let limits: Limits

    init(
        _ message: any RandomAccessBytes,
        signer: RemoteSigner?,
        expected: String?,
        time: Timestamp,
        limits: Limits
    ) {
        self.message = message
        self.signer = signer
        self.expected = expected
        self.time = time
        self.limits = limits
    }

    func sign(
        _ content: any RandomAccessBytes,
        isDetached: Bool,
        to sink: any ByteSink
    ) throws(SigningError) {
        let reader = SignedDataReader(
            limits: limits,
            certificates: signer.map { [$0.certificate] } ?? [],
            digesting: [.sha256]
        )
        let facts = try reader.read(try TextArmor.decoding(message.source()), content: content.source())
        let digest = facts.contentDigests[.sha256]
        if let expected, digest.map(Hexadecimal.text) != expected {
            throw SigningError(.inputChanged, "what is to be signed is not what was given out; prepare it anew")
        }
        let certificate = try judge(facts)

        var parts = facts.parts
        parts.isAttached = !isDetached
        // Who leaves the certificate out relies on the other side to have it; we have.
        if !parts.certificates.contains(certificate.der) { parts.certificates.append(certificate.der) }
        let (before, after) = SignedDataLayout(parts: parts).definite(contentLength: content.count)
        try sink.write(before)
        if !isDetached {
            let copied = try ContentDigests([.sha256], limits: limits)
            try copied.update(from: content.source(), copyingTo: sink)
            guard copied.length == content.count, try copied.finish()[.sha256] == digest else {
                throw SigningError(.inputUnavailable, "the content changed while it was read")
            }
        }
        try sink.write(after)
    }

    /// Makes sure that the one signer is the right one and everything about the signature holds.
    private func judge(_ facts: SignedDataFacts) throws(SigningError) -> Certificate {
        guard let only = facts.signers.first, facts.signers.count == 1 else {
            throw .unsupported("the message that came back has \(facts.signers.count) signers, not one")
        }
        if facts.contentsDiffer || only.contentMatches == false && only.signedAttributes != nil {
            throw SigningError(.returnedContentDiffers, "the message that came back is over other bytes")
        }
        guard let certificate = only.certificate else {
            // With an expected certificate at hand, one that is not found is another.
            guard signer == nil else { throw .signerDiffers }
            throw .signerCertificateMissing
        }
        guard signer == nil || signer?.certificate == certificate else { throw .signerDiffers }
        guard only.contentMatches == true, only.signatureIsValid == true else {
            throw SigningError(
                .returnedSignatureInvalid,
                "the signature of the message that came back does not hold over the bytes given out"
            )
        }
        // What any verifier would refuse is refused before the product is made.
        let harmless: Set<CMSFinding> = [.noSignedAttributes, .attributesNotDER, .certificateAmbiguous]
        if let wrong = only.findings.first(where: { !harmless.contains($0) }) {
            throw SigningError(.returnedSignatureInvalid, "the message that came back is not sound: \(wrong.rawValue)")
        }
        switch only.signingCertificate {
        case .absent, .matches: break
        case .differs, .unreadable:
            throw SigningError(.returnedSignatureInvalid, "the signature names another certificate than its own")
        }
        // One that was known was asked when the signing began.
        if signer == nil { try SigningKeyCheck.require(certificate, at: time) }
        return certificate
    }
}

extension SigningError {
    fileprivate static var signerDiffers: SigningError {
        SigningError(.returnedCertificateDiffers, "the signature is by another certificate than was expected")
    }
}
