/// Finds the certificate whose key made a signature.
///
/// Whatever stands beside a signature is a hint: a certificate is the signer's if its key verifies, and whether it is to be
/// trusted is asked elsewhere.
struct XMLSignerSearch {
    /// What was found.
    struct Answer {
        var certificate: Certificate?
        var isValid: Bool?
    }

    let keyInfo: XMLKeyInfo
    let candidates: [Certificate]
    let properties: XAdESProperties?

    /// How many keys are tried: each costs a signature's verification.
    private static let trials = 16

    func find(
        _ value: [UInt8],
        over signedInfo: [UInt8]?,
        algorithm: SignatureAlgorithm?,
        _ findings: inout [XMLSignatureFinding]
    ) throws(SigningError) -> Answer {
        let certificates = ordered
        var answer = Answer(certificate: certificates.first)
        if let signedInfo, let algorithm {
            for certificate in certificates.prefix(XMLSignerSearch.trials) {
                guard let key = try? certificate.publicKey() else { continue }
                let holds = try verify(value, signedInfo, algorithm, key)
                if answer.isValid == nil {
                    answer = Answer(certificate: certificate, isValid: holds)
                } else if holds {
                    answer = Answer(certificate: certificate, isValid: true)
                }
                if holds { break }
            }
            if certificates.isEmpty {
                for info in keyInfo.keys.prefix(XMLSignerSearch.trials) {
                    guard let key = try? PublicKey(subjectPublicKeyInfo: info) else { continue }
                    let holds = try verify(value, signedInfo, algorithm, key)
                    answer.isValid = holds
                    if holds { break }
                }
            }
        }
        if let certificate = answer.certificate {
            if !keyInfo.keys.isEmpty, !keyInfo.keys.contains(certificate.subjectPublicKeyInfo) {
                findings.append(XMLSignatureFinding(.keyValueDiffers))
            }
            let leaves = keyInfo.certificates.filter { !$0.isAuthority }
            let isNamed = properties?.signingCertificates?.first?.names(certificate) == true
            if leaves.count > 1, !isNamed { findings.append(XMLSignatureFinding(.certificateAmbiguous)) }
        }
        return answer
    }

    private func verify(
        _ value: [UInt8],
        _ signedInfo: [UInt8],
        _ algorithm: SignatureAlgorithm,
        _ key: PublicKey
    ) throws(SigningError) -> Bool {
        for reading in algorithm.readings(ofXML: value, key: key.kind)
        where try key.isValid(signature: reading[...], over: signedInfo[...], algorithm: algorithm) {
            return true
        }
        return false
    }

    /// The certificates that may be the signer's, the likeliest first: those that the signed properties name, then those
    /// that the key information names, then those that are no CA's.
    private var ordered: [Certificate] {
        let reference = properties?.signingCertificates?.first
        let named = candidates.filter { candidate in
            reference?.names(candidate) == true || keyInfo.serialNumbers.contains(candidate.serialNumber)
                || candidate.subjectKeyIdentifier.map(keyInfo.keyIdentifiers.contains) == true
        }
        var all = keyInfo.certificates
        for candidate in named where !all.contains(candidate) { all.append(candidate) }
        let rank: (Certificate) -> Int = { certificate in
            if reference?.names(certificate) == true { return 0 }
            if keyInfo.serialNumbers.contains(certificate.serialNumber) { return 1 }
            if certificate.subjectKeyIdentifier.map(keyInfo.keyIdentifiers.contains) == true { return 1 }
            return certificate.isAuthority ? 3 : 2
        }
        // Sorting keeps the document's order among equals.
        return all.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }
}
