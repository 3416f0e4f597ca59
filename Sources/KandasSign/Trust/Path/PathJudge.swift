internal import COpenSSLShim

/// Judges one candidate path (RFC 5280 section 6.1), with OpenSSL's validator and, where that takes what the RFC does not
/// allow, ``PathProfile``.
final class PathJudge: Sendable {
    private let store: EmptyStore
    private let known: KnownPaths

    /// A store without certificates. The anchor of each path is given apart, so nothing else can be trusted.
    private struct EmptyStore: ~Copyable, @unchecked Sendable {
        // Nothing is ever added to it; OpenSSL locks it when it is read.
        let handle: Handle<X509StoreType>
    }

    init(limits: Limits = Limits()) throws(SigningError) {
        known = KnownPaths(capacity: limits.knownPaths)
        store = EmptyStore(handle: try Handle(owning: X509_STORE_new(), from: "X509_STORE_new"))
    }

    /// Judges a path, leaf first, anchor last.
    func judge(
        _ path: [DecodedCertificate],
        at time: Timestamp,
        policies: PolicyInputs
    ) throws(SigningError) -> PathValidator.Outcome {
        guard let leaf = path.first, let anchor = path.last else {
            return .invalid(PathFailure(.noPath, depth: 0, "an empty path"))
        }
        let certificates = path.map(\.certificate)
        if known.contain(certificates, policies, at: time) { return .valid(certificates) }
        if let failure = PathProfile.failure(certificates) { return .invalid(failure) }
        defer { OpenSSLErrorQueue.clear() }
        let trusted = try Handle<X509StackType>.empty()
        let untrusted = try Handle<X509StackType>.empty()
        for (depth, decoded) in path.enumerated() {
            let isRead =
                decoded === anchor ? try decoded.push(to: trusted) : try decoded.push(to: untrusted)
            // Such a certificate came from a stranger, so it is a finding about it and no failure of ours.
            guard isRead else {
                return .invalid(PathFailure(.constraint, depth: depth, "a certificate that OpenSSL does not read"))
            }
        }
        let target = COpenSSLShim_sk_X509_value(leaf === anchor ? trusted.pointer : untrusted.pointer, 0)
        let context = try Handle<X509StoreContextType>(owning: X509_STORE_CTX_new(), from: "X509_STORE_CTX_new")
        guard X509_STORE_CTX_init(context.pointer, store.handle.pointer, target, untrusted.pointer) == 1,
            let parameters = X509_STORE_CTX_get0_param(context.pointer)
        else { throw .cryptoLibrary("X509_STORE_CTX_init") }
        X509_STORE_CTX_set0_trusted_stack(context.pointer, trusted.pointer)
        try PathJudge.set(policies.constrained(by: anchor.certificate), on: parameters)
        X509_VERIFY_PARAM_set_time(parameters, time_t(time.seconds))
        // The purpose is judged by our policy, since the national extended key usages are unknown to OpenSSL.
        // X509_V_FLAG_X509_STRICT stays off: it refuses paths the RFC accepts. The only trusted certificate is the anchor,
        // so a partial chain ends there and nowhere else.
        guard X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN)) == 1 else {
            throw .cryptoLibrary("X509_VERIFY_PARAM_set_flags")
        }
        X509_VERIFY_PARAM_set_depth(parameters, CInt(truncatingIfNeeded: path.count))
        let verified = X509_verify_cert(context.pointer) == 1
        let code = X509_STORE_CTX_get_error(context.pointer)
        guard verified, code == X509_V_OK else {
            return .invalid(
                PathFailure(code: code, depth: Int(X509_STORE_CTX_get_error_depth(context.pointer)))
            )
        }
        // OpenSSL builds the path itself from the certificates it is given. It must be the one that was asked about: what
        // was checked before was this one.
        guard let chain = X509_STORE_CTX_get0_chain(context.pointer),
            Int(COpenSSLShim_sk_X509_num(chain)) == path.count
        else { return .invalid(PathFailure(.noPath, depth: 0, "the path has certificates that it does not need")) }
        known.add(certificates, policies, at: time)
        return .valid(certificates)
    }

    private static let anyPolicy: ObjectIdentifier = "2.5.29.32.0"

    /// Policies are always processed as section 6.1 says; the inputs only say what must come out.
    private static func set(_ policies: PolicyInputs, on parameters: OpaquePointer) throws(SigningError) {
        var flags = X509_V_FLAG_POLICY_CHECK
        if policies.requiresExplicitPolicy { flags |= X509_V_FLAG_EXPLICIT_POLICY }
        if policies.inhibitsMapping { flags |= X509_V_FLAG_INHIBIT_MAP }
        if policies.inhibitsAnyPolicy { flags |= X509_V_FLAG_INHIBIT_ANY }
        guard X509_VERIFY_PARAM_set_flags(parameters, UInt(flags)) == 1 else {
            throw .cryptoLibrary("X509_VERIFY_PARAM_set_flags")
        }
        // An empty set means none to OpenSSL.
        for policy in policies.acceptable.isEmpty ? [anyPolicy] : policies.acceptable {
            guard let object = OBJ_txt2obj(policy.description, 1) else { throw .cryptoLibrary("OBJ_txt2obj") }
            // The parameters own the object from here on.
            guard X509_VERIFY_PARAM_add0_policy(parameters, object) == 1 else {
                ASN1_OBJECT_free(object)
                throw .cryptoLibrary("X509_VERIFY_PARAM_add0_policy")
            }
        }
    }
}
