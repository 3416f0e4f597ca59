import FoundationEssentials

extension ValidationPolicy {
    /// Reads a policy document.
    ///
    /// It is read strictly: a key, a name or a code that is not known is an error, since a policy that is half understood
    /// would let pass what its author ruled out.
    ///
    /// - Parameters:
    ///   - json: UTF-8 JSON as `schemas/policy.schema.json` describes it.
    ///   - limits: Bounds; a document may have ``Limits/policyBytes``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is not a policy,
    ///   ``SigningError/Code/unsupported`` if it is one of another version, ``SigningError/Code/limitExceeded``.
    public init(json: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard json.count <= limits.policyBytes else {
            throw .limit("a policy document of more than \(limits.policyBytes) bytes")
        }
        let form: PolicyForm
        do {
            form = try JSONDecoder().decode(PolicyForm.self, from: Data(json))
        } catch let error as SigningError {
            throw error
        } catch let error as DecodingError {
            throw .malformed("policy: \(error.place)")
        } catch {
            throw .malformed("the policy document is not JSON")
        }
        try self.init(form)
    }

    /// Reads a policy document from a file.
    ///
    /// - Parameters:
    ///   - path: Its path, or `-` for the standard input.
    ///   - limits: Bounds.
    /// - Throws: As ``init(json:limits:)``, and ``SigningError/Code/inputUnavailable``.
    public init(path: String, limits: Limits = Limits()) throws(SigningError) {
        try self.init(json: try InputFile(path: path).contents(limit: limits.policyBytes), limits: limits)
    }

    private init(_ form: PolicyForm) throws(SigningError) {
        guard ValidationPolicy.isName(form.name), ValidationPolicy.isName(form.version) else {
            throw .malformed("policy: name and version are 1 to 64 letters, digits, dots, dashes")
        }
        guard form.revocation.unchecked == .indeterminate || form.revocation.unchecked == .warning else {
            throw .malformed("policy: revocation.unchecked: \"indeterminate\" or \"warning\"")
        }
        for (place, seconds) in [
            ("maximumAgeWithoutNextUpdate", form.revocation.maximumAgeWithoutNextUpdate),
            ("maximumAge", form.revocation.maximumAge ?? 0), ("grace", form.revocation.grace),
            ("clockSkew", form.revocation.clockSkew),
        ] where !(0...ValidationPolicy.longestPeriod ~= seconds) {
            throw .malformed("policy: revocation.\(place): seconds from 0 to \(ValidationPolicy.longestPeriod)")
        }
        let severities = form.severities ?? [:]
        for (code, severity) in severities {
            guard ValidationPolicy.weighable.contains(code) else {
                let known = ValidationPolicy.weighable.sorted().joined(separator: ", ")
                throw .malformed("policy: severities: \(String(reflecting: code)) is not one of \(known)")
            }
            guard severity != .note else { throw .malformed("policy: severities.\(code): can only be raised") }
        }
        self.init(
            name: form.name,
            version: form.version,
            requiredLevel: form.requiredLevel,
            algorithms: try ValidationPolicy.rules(form.algorithms),
            roles: Set(form.signer?.roles ?? []),
            certificatePolicies: try ValidationPolicy.identifiers(
                form.signer?.certificatePolicies ?? [],
                "signer.certificatePolicies"
            ),
            timestampPolicies: try ValidationPolicy.identifiers(form.timestamps?.policies ?? [], "timestamps.policies"),
            freshness: RevocationFreshness(
                maximumAgeWithoutNextUpdate: form.revocation.maximumAgeWithoutNextUpdate,
                maximumAge: form.revocation.maximumAge,
                grace: form.revocation.grace,
                clockSkew: form.revocation.clockSkew
            ),
            allowsUncheckedRevocation: form.revocation.unchecked == .warning,
            severities: severities,
            services: ServiceDefaults(
                ocsp: try ValidationPolicy.addresses(form.services?.ocsp ?? [], "services.ocsp"),
                timestamps: try ValidationPolicy.addresses(form.services?.timestamps ?? [], "services.timestamps"),
                allowsPrivateAddresses: form.services?.allowsPrivateAddresses ?? false
            )
        )
    }

    /// Ten years, in seconds.
    private static let longestPeriod: Int64 = 3_650 * 86_400

    private static func isName(_ text: String) -> Bool {
        1...64 ~= text.utf8.count
            && text.utf8.allSatisfy {
                0x30...0x39 ~= $0 || 0x41...0x5a ~= $0 || 0x61...0x7a ~= $0 || $0 == 0x2d || $0 == 0x2e
            }
    }

    private static func rules(_ form: PolicyForm.Algorithms) throws(SigningError) -> AlgorithmRules {
        var rules = AlgorithmRules(digests: [], keys: [])
        for digest in form.digests {
            guard let algorithm = DigestAlgorithm(rawValue: digest.name) else {
                let known = DigestAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
                throw .malformed(
                    "policy: algorithms.digests: \(String(reflecting: digest.name)) is not one of \(known)"
                )
            }
            rules.digests.append(
                AlgorithmRules.Digest(algorithm, try period(digest.from, digest.until, "algorithms.digests"))
            )
        }
        for key in form.keys {
            let bits = key.minimumBits ?? 0
            guard 0...65_536 ~= bits, key.type != .rsa || bits >= 1_024 else {
                throw .malformed("policy: algorithms.keys: minimumBits, for RSA 1024 at least")
            }
            rules.keys.append(
                AlgorithmRules.Key(key.type, minimumBits: bits, try period(key.from, key.until, "algorithms.keys"))
            )
        }
        return rules
    }

    private static func period(
        _ from: String?,
        _ until: String?,
        _ place: String
    ) throws(SigningError) -> AlgorithmRules.Period {
        func time(_ text: String?) throws(SigningError) -> Timestamp? {
            guard let text else { return nil }
            guard let time = Timestamp(text) else {
                throw .malformed("policy: \(place): \(String(reflecting: text)) is no time (RFC 3339)")
            }
            return time
        }
        let period = AlgorithmRules.Period(from: try time(from), until: try time(until))
        if let from = period.from, let until = period.until, until <= from {
            throw .malformed("policy: \(place): a period that ends before it begins")
        }
        return period
    }

    private static func identifiers(_ texts: [String], _ place: String) throws(SigningError) -> Set<ObjectIdentifier> {
        var identifiers: Set<ObjectIdentifier> = []
        for text in texts {
            guard let identifier = ObjectIdentifier(dotted: text) else {
                throw .malformed("policy: \(place): \(String(reflecting: text)) is no object identifier")
            }
            identifiers.insert(identifier)
        }
        return identifiers
    }

    private static func addresses(_ texts: [String], _ place: String) throws(SigningError) -> [HTTPAddress] {
        var addresses: [HTTPAddress] = []
        for text in texts {
            guard let address = HTTPAddress(text) else {
                throw .malformed("policy: \(place): \(String(reflecting: text)) is no http address")
            }
            addresses.append(address)
        }
        return addresses
    }
}
