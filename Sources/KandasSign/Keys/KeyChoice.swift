/// The one private key of a key file, with the certificate that is really its own.
///
/// Files hold certificates in any order, and an order proves nothing: only the public key does.
struct KeyChoice {
    private(set) var key: PrivateKey?
    private(set) var algorithm: ObjectIdentifier
    private(set) var friendlyName: String?
    private(set) var certificate: Certificate?
    private(set) var chain: [Certificate] = []

    private struct Candidate {
        var entry: KeyFileContents.Key
        var key: PrivateKey?
        var algorithm: ObjectIdentifier
    }

    init(
        _ contents: KeyFileContents,
        handed: [Certificate],
        limits: Limits
    ) throws(SigningError) {
        // Each key is compared with each certificate.
        guard contents.keys.count <= limits.privateKeys else {
            throw .limit("the key file holds \(contents.keys.count) private keys, more than \(limits.privateKeys)")
        }
        var candidates: [Candidate] = []
        var known: Set<[UInt8]> = []
        for entry in contents.keys {
            let candidate = try KeyChoice.decode(entry)
            // A file may hold the same key twice, as PEM files pasted together do.
            if let key = candidate.key, !known.insert(key.subjectPublicKeyInfo).inserted { continue }
            candidates.append(candidate)
        }
        guard !candidates.isEmpty else { throw SigningError(.keyUnusable, "the key file holds no private key") }

        var contained: [(entry: KeyFileContents.CertificateEntry, certificate: Certificate)] = []
        var failure: SigningError?
        for entry in contents.certificates {
            do throws(SigningError) {
                contained.append((entry, try Certificate(der: entry.der, limits: limits)))
            } catch {
                // It matters only if the key's own certificate is not among the others.
                failure = failure ?? error
            }
        }

        var pairs: [(candidate: Candidate, certificate: Certificate)] = []
        for candidate in candidates {
            guard let key = candidate.key else { continue }
            let pool = handed.isEmpty ? contained.map(\.certificate) : handed
            let matching = pool.filter { key.matches(subjectPublicKeyInfo: $0.subjectPublicKeyInfo) }
            // Of several certificates for one key, the one that ends last is the renewed one.
            guard let best = matching.max(by: { $0.notAfter < $1.notAfter }) else { continue }
            pairs.append((candidate, best))
        }
        guard pairs.count <= 1 else {
            throw SigningError(
                .keyUnusable,
                "the key file holds \(pairs.count) private keys with certificates, not one"
            )
        }
        if let pair = pairs.first {
            self.init(pair.candidate, pair.certificate)
            chain = KeyChoice.chain(above: pair.certificate, in: handed + contained.map(\.certificate))
            try requireThatItSigns()
            return
        }
        guard let only = candidates.first, candidates.count == 1 else {
            throw SigningError(
                .keyUnusable,
                "the key file holds \(candidates.count) private keys, none with its certificate"
            )
        }
        guard only.key == nil else {
            if let failure { throw failure }
            guard handed.isEmpty, contained.isEmpty else { throw .keyAndCertificateDiffer }
            self.init(only, nil)
            try requireThatItSigns()
            return
        }
        // An unknown algorithm: nothing can be computed, so the file's own word is taken.
        let identified = contained.first {
            $0.entry.localKeyIdentifier != nil && $0.entry.localKeyIdentifier == only.entry.localKeyIdentifier
        }
        let beside = contained.count == 1 ? contained.first : nil
        self.init(only, handed.first ?? (identified ?? beside)?.certificate)
    }

    private init(_ candidate: Candidate, _ certificate: Certificate?) {
        key = candidate.key
        algorithm = candidate.algorithm
        friendlyName = candidate.entry.friendlyName
        self.certificate = certificate
    }

    private static func decode(_ entry: KeyFileContents.Key) throws(SigningError) -> Candidate {
        do throws(SigningError) {
            switch entry.encoding {
            case .pkcs8(let der):
                let algorithm = try PrivateKeyInfo(der: der).algorithm()
                guard PrivateKey.readable.contains(algorithm) else {
                    return Candidate(entry: entry, key: nil, algorithm: algorithm)
                }
                return Candidate(entry: entry, key: try PrivateKey(pkcs8: der), algorithm: algorithm)
            case .traditional(let der, let form):
                let key = try PrivateKey(traditional: der, of: form)
                return Candidate(entry: entry, key: key, algorithm: form == .rsa ? .rsaEncryption : .ecPublicKey)
            }
        } catch {
            guard entry.isUnproved, error.code == .malformedInput else { throw error }
            throw SigningError(.passwordRefused, "the password does not open the key file")
        }
    }

    /// The certificates above `certificate`, as far as they are there, by name and signature.
    static func chain(above certificate: Certificate, in pool: [Certificate]) -> [Certificate] {
        let bySubject = Dictionary(grouping: pool, by: \.subject)
        var chain: [Certificate] = []
        var current = certificate
        // A pool of many certificates with one name must not cost a signature check for each of them.
        var attempts = 32
        while !current.isSelfIssued {
            let named = bySubject[current.issuer] ?? []
            let issuer = named.first { candidate in
                guard attempts > 0, KeyChoice.mayHaveIssued(candidate, current) else { return false }
                attempts -= 1
                return current.isSigned(by: candidate)
            }
            guard let issuer else { break }
            chain.append(issuer)
            current = issuer
        }
        return chain
    }

    /// Whether the key identifiers, as far as both are there, are the same.
    private static func mayHaveIssued(_ issuer: Certificate, _ certificate: Certificate) -> Bool {
        guard let wanted = certificate.authorityKeyIdentifier, let found = issuer.subjectKeyIdentifier else {
            return true
        }
        return wanted == found
    }

    /// Signs a few bytes and verifies them: a damaged key whose public half is whole would make worthless signatures.
    private func requireThatItSigns() throws(SigningError) {
        guard let key else { return }
        let message = Array("kandas-sign".utf8)
        let signature = try? key.sign(message[...], with: key.defaultAlgorithm)
        guard let signature,
            try key.publicKey.isValid(signature: signature[...], over: message[...], algorithm: key.defaultAlgorithm)
        else { throw SigningError(.keyUnusable, "the private key does not fit its public key: the file is damaged") }
    }
}
