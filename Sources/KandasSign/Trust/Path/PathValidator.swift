internal import COpenSSLShim

/// Builds and validates certificate paths (RFC 5280 section 6), with OpenSSL's validator as the judge.
///
/// Whether certificates of the path are revoked is judged apart, by ``RevocationChecker``.
final class PathValidator {
    private let intermediates: [Certificate]
    private let flags: UInt
    private let store: Handle<X509StoreType>

    /// What became of a path.
    enum Outcome {
        /// The path, leaf first, anchor last.
        case valid([Certificate])
        /// Why there is none; `code` is one of OpenSSL's X509_V_ERR constants.
        case invalid(PathFailure)
    }

    /// Prepares a validator of paths to the anchors for one purpose. Anchors for other purposes only help to build paths.
    init(trust: TrustStore, purpose: TrustPurpose = .signer) throws(SigningError) {
        _ = OpenSSLLibrary.shared
        store = try Handle(owning: X509_STORE_new(), from: "X509_STORE_new")
        var helping = trust.intermediates
        var flags = X509_V_FLAG_POLICY_CHECK
        for anchor in trust.scopedAnchors {
            let certificate = anchor.certificate
            let isRoot = certificate.isSelfSigned
            // A path may end at a CA that is not self-signed, but never begin and end at a mere holder's certificate.
            guard anchor.purposes.contains(purpose), isRoot || certificate.isAuthority else {
                helping.append(certificate)
                continue
            }
            // The store holds nothing but anchors, so the flag makes no other certificate the end of a path.
            if !isRoot { flags |= X509_V_FLAG_PARTIAL_CHAIN }
            guard let x509 = PathValidator.decoded(certificate) else { throw .cryptoLibrary("d2i_X509") }
            // X509_STORE_add_cert takes a reference of its own.
            guard X509_STORE_add_cert(store.pointer, x509.pointer) == 1 else {
                throw .cryptoLibrary("X509_STORE_add_cert")
            }
        }
        intermediates = helping
        self.flags = UInt(flags)
    }

    /// Certificates that help to build paths, decoded once for many paths.
    struct Helpers: ~Copyable {
        fileprivate let stack: Handle<X509StackType>
    }

    /// Decodes what helps to build paths: what the store has, and `untrusted`, the certificates that came with the
    /// signatures.
    func helpers(_ untrusted: [Certificate]) throws(SigningError) -> Helpers {
        defer { OpenSSLErrorQueue.clear() }
        let stack = try Handle<X509StackType>(owning: COpenSSLShim_sk_X509_new_null(), from: "sk_X509_new_null")
        for certificate in intermediates + untrusted {
            guard let x509 = PathValidator.decoded(certificate) else { continue }
            guard COpenSSLShim_sk_X509_push(stack.pointer, x509.pointer) > 0 else {
                throw .cryptoLibrary("sk_X509_push")
            }
            // The stack owns it now and frees it with itself.
            _ = x509.relinquish()
        }
        return Helpers(stack: stack)
    }

    /// Finds a path from `leaf` to an anchor that is valid at `time`.
    func validate(
        _ leaf: Certificate,
        helpers: borrowing Helpers,
        at time: Timestamp
    ) throws(SigningError) -> Outcome {
        defer { OpenSSLErrorQueue.clear() }
        // Our reader knows less about what names and extensions hold than OpenSSL's, which refuses some that ours takes.
        // Such a certificate came from a stranger, so it is a finding about it and no failure of ours.
        guard let target = PathValidator.decoded(leaf) else {
            return .invalid(PathFailure(code: Int(X509_V_ERR_UNSPECIFIED), depth: 0))
        }
        let context = try Handle<X509StoreContextType>(owning: X509_STORE_CTX_new(), from: "X509_STORE_CTX_new")
        guard X509_STORE_CTX_init(context.pointer, store.pointer, target.pointer, helpers.stack.pointer) == 1,
            let parameters = X509_STORE_CTX_get0_param(context.pointer)
        else { throw .cryptoLibrary("X509_STORE_CTX_init") }
        X509_VERIFY_PARAM_set_time(parameters, time_t(time.seconds))
        // Policies are processed as section 6.1 says; the purpose is judged by our policy, since the national extended
        // key usages are unknown to OpenSSL. X509_V_FLAG_X509_STRICT stays off: it refuses paths the RFC accepts.
        guard X509_VERIFY_PARAM_set_flags(parameters, flags) == 1 else {
            throw .cryptoLibrary("X509_VERIFY_PARAM_set_flags")
        }
        X509_VERIFY_PARAM_set_depth(parameters, 10)
        let verified = X509_verify_cert(context.pointer) == 1
        let code = X509_STORE_CTX_get_error(context.pointer)
        guard verified, code == X509_V_OK else {
            let depth = Int(X509_STORE_CTX_get_error_depth(context.pointer))
            return .invalid(PathFailure(code: Int(code), depth: depth))
        }
        return .valid(try PathValidator.path(of: context))
    }

    private static func path(
        of context: borrowing Handle<X509StoreContextType>
    ) throws(SigningError) -> [Certificate] {
        guard let chain = X509_STORE_CTX_get0_chain(context.pointer) else {
            throw .cryptoLibrary("X509_STORE_CTX_get0_chain")
        }
        var path: [Certificate] = []
        for index in 0..<COpenSSLShim_sk_X509_num(chain) {
            var encoded: UnsafeMutablePointer<UInt8>?
            let length = i2d_X509(COpenSSLShim_sk_X509_value(chain, index), &encoded)
            guard length > 0, let encoded else { throw .cryptoLibrary("i2d_X509") }
            defer { COpenSSLShim_OPENSSL_free(encoded) }
            path.append(try Certificate(der: Array(UnsafeBufferPointer(start: encoded, count: Int(length)))))
        }
        guard path.count >= 1 else { throw .cryptoLibrary("X509_STORE_CTX_get0_chain") }
        return path
    }

    /// OpenSSL's form of a certificate, or `nil` if OpenSSL does not decode it.
    private static func decoded(_ certificate: Certificate) -> Handle<X509Type>? {
        let decoded = certificate.der.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_X509(nil, &cursor, buffer.count)
        }
        return try? Handle(owning: decoded, from: "d2i_X509")
    }
}

enum X509StackType: OpenSSLType {
    static func free(_ pointer: OpaquePointer) { COpenSSLShim_sk_X509_pop_free(pointer) }
}

// The store is filled before it is shared and never added to later; OpenSSL locks it when it is read.
extension PathValidator: @unchecked Sendable {}
