internal import COpenSSLShim

/// A public key that verifies signatures: RSA, elliptic curve (P-256, P-384, P-521), Ed25519 or a national one.
public final class PublicKey {
    /// What kind of key it is.
    public let kind: Kind

    private let handle: Handle<PKeyType>

    /// The kind and size of a public key.
    public enum Kind: Hashable, Sendable {
        /// RSA with a modulus of so many bits.
        case rsa(bits: Int)
        /// An elliptic curve key over a NIST prime curve of so many bits.
        case ellipticCurve(bits: Int)
        /// Ed25519.
        case ed25519
        /// A key of a national algorithm.
        case national(NationalAlgorithm)
    }

    private static let curves: [ObjectIdentifier: (name: StaticString, bits: Int)] = [
        "1.2.840.10045.3.1.7": ("P-256", 256),
        "1.3.132.0.34": ("P-384", 384),
        "1.3.132.0.35": ("P-521", 521),
    ]

    /// Decodes a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7; RFC 8017, RFC 5480, RFC 8410).
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for another kind of key or curve,
    ///   ``SigningError/Code/malformedInput`` if the encoding or the point is wrong.
    public init(subjectPublicKeyInfo: [UInt8]) throws(SigningError) {
        var reader = DERReader(subjectPublicKeyInfo)
        var info = try reader.enter(DER.Tag.sequence, "SubjectPublicKeyInfo")
        try reader.end("SubjectPublicKeyInfo")
        let algorithm = try AlgorithmIdentifier(reading: &info, "the algorithm of a public key")
        let octets = Array(try info.next().bitStringOctets("a public key"))
        try info.end("a public key")
        _ = OpenSSLLibrary.shared
        switch algorithm.identifier {
        case "1.2.840.113549.1.1.1":
            guard algorithm.hasNoParameters else { throw .malformed("an RSA key with parameters") }
            handle = try PublicKey.rsa(octets)
            kind = .rsa(bits: Int(EVP_PKEY_get_bits(handle.pointer)))
        case "1.2.840.10045.2.1":
            guard let parameters = algorithm.parameters else { throw .malformed("an elliptic curve key without curve") }
            var named = DERReader(parameters)
            guard named.nextTag == DER.Tag.objectIdentifier else {
                throw .unsupported("an elliptic curve given by its parameters")
            }
            guard let curve = PublicKey.curves[try named.next().objectIdentifier("a curve")] else {
                throw .unsupported("an elliptic curve that is not P-256, P-384 or P-521")
            }
            // SEC 1 section 2.3.3: compressed or not. The point at infinity, one octet, has signatures that anyone makes.
            let size = (curve.bits + 7) / 8
            guard
                octets.count == 1 + 2 * size && octets.first == 4
                    || octets.count == 1 + size && (octets.first == 2 || octets.first == 3)
            else { throw .malformed("a public key that is no point of its curve") }
            handle = try PublicKey.ellipticCurve(octets, curve: curve.name)
            kind = .ellipticCurve(bits: curve.bits)
        case "1.3.101.112":
            guard algorithm.parameters == nil, octets.count == 32 else { throw .malformed("not an Ed25519 key") }
            guard !Ed25519Point.hasSmallOrder(octets) else {
                throw .malformed("an Ed25519 key for which anyone makes signatures")
            }
            handle = try Handle(
                owning: EVP_PKEY_new_raw_public_key_ex(nil, "ED25519", nil, octets, octets.count),
                from: "EVP_PKEY_new_raw_public_key_ex"
            )
            kind = .ed25519
        default:
            guard let family = NationalAlgorithm(keyIdentifier: algorithm.identifier) else {
                throw .unsupported("a public key of algorithm \(algorithm.identifier)")
            }
            handle = try PublicKey.national(subjectPublicKeyInfo, family)
            kind = .national(family)
        }
    }

    /// Whether `signature` is one over `message` by this key.
    ///
    /// A signature of the wrong length, form or algorithm for this key is simply not one.
    public func isValid(
        signature: ArraySlice<UInt8>,
        over message: ArraySlice<UInt8>,
        algorithm: SignatureAlgorithm
    ) throws(SigningError) -> Bool {
        if let digest = algorithm.digest {
            return try isValid(signature: signature, digest: digest.digest(of: message), algorithm: algorithm)
        }
        guard kind == .ed25519 else { return false }
        defer { OpenSSLErrorQueue.clear() }
        let context = try Handle<DigestContextType>(owning: EVP_MD_CTX_new(), from: "EVP_MD_CTX_new")
        guard EVP_DigestVerifyInit_ex(context.pointer, nil, nil, nil, nil, handle.pointer, nil) == 1 else {
            throw .cryptoLibrary("EVP_DigestVerifyInit_ex")
        }
        return signature.withUnsafeBufferPointer { signature in
            message.withUnsafeBufferPointer { message in
                EVP_DigestVerify(
                    context.pointer,
                    signature.baseAddress,
                    signature.count,
                    message.baseAddress,
                    message.count
                ) == 1
            }
        }
    }

    /// Whether `signature` is one by this key over a message with this digest.
    ///
    /// Ed25519 signs messages, not digests; for it the answer is always no.
    public func isValid(
        signature: ArraySlice<UInt8>,
        digest: [UInt8],
        algorithm: SignatureAlgorithm
    ) throws(SigningError) -> Bool {
        guard fits(algorithm), let algorithmDigest = algorithm.digest, digest.count == algorithmDigest.byteCount else {
            return false
        }
        // Whatever OpenSSL queues about a signature that does not verify is no error of ours.
        defer { OpenSSLErrorQueue.clear() }
        let context = try Handle<PKeyContextType>(
            owning: EVP_PKEY_CTX_new_from_pkey(nil, handle.pointer, nil),
            from: "EVP_PKEY_CTX_new_from_pkey"
        )
        guard EVP_PKEY_verify_init(context.pointer) == 1 else { throw .cryptoLibrary("EVP_PKEY_verify_init") }
        try SignatureParameters.set(algorithm, on: context.pointer)
        return signature.withUnsafeBufferPointer { signature in
            EVP_PKEY_verify(context.pointer, signature.baseAddress, signature.count, digest, digest.count) == 1
        }
    }

    private func fits(_ algorithm: SignatureAlgorithm) -> Bool {
        switch (kind, algorithm) {
        case (.rsa, .rsaPKCS1), (.rsa, .rsaPSS), (.ellipticCurve, .ecdsa), (.ed25519, .ed25519): true
        case (.national(let key), .national(let algorithm)): key == algorithm
        default: false
        }
    }

    private static func rsa(_ octets: [UInt8]) throws(SigningError) -> Handle<PKeyType> {
        var reader = DERReader(octets)
        var numbers = try reader.enter(DER.Tag.sequence, "RSAPublicKey")
        try reader.end("RSAPublicKey")
        let modulus = try numbers.next().integerOctets("an RSA modulus")
        let exponent = try numbers.next().integerOctets("an RSA exponent")
        try numbers.end("RSAPublicKey")
        // A signature costs the square of the modulus; 16,384 bits is OpenSSL's own bound.
        guard let first = modulus.first, first < 0x80, modulus.count <= 2_049, let low = exponent.first, low < 0x80,
            exponent.count <= 9
        else { throw .malformed("an RSA key out of all bounds") }
        // RFC 8017 section 3.1: both are odd, and the exponent is 3 at least. With 1 a signature is its own message.
        guard let lastOfModulus = modulus.last, let lastOfExponent = exponent.last, lastOfModulus & 1 == 1,
            lastOfExponent & 1 == 1, lastOfExponent >= 3 || exponent.dropLast().contains(where: { $0 != 0 })
        else { throw .malformed("an RSA key for which anyone makes signatures") }
        let n = try bignum(modulus)
        let e = try bignum(exponent)
        let builder = try Handle<ParamBuilderType>(owning: OSSL_PARAM_BLD_new(), from: "OSSL_PARAM_BLD_new")
        guard OSSL_PARAM_BLD_push_BN(builder.pointer, cString("n"), n.pointer) == 1,
            OSSL_PARAM_BLD_push_BN(builder.pointer, cString("e"), e.pointer) == 1
        else { throw .cryptoLibrary("OSSL_PARAM_BLD_push_BN") }
        return try key(of: "RSA", from: builder)
    }

    private static func ellipticCurve(_ point: [UInt8], curve: StaticString) throws(SigningError) -> Handle<PKeyType> {
        let builder = try Handle<ParamBuilderType>(owning: OSSL_PARAM_BLD_new(), from: "OSSL_PARAM_BLD_new")
        let kept = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: point.count)
        defer { kept.deallocate() }
        _ = kept.initialize(from: point)
        guard OSSL_PARAM_BLD_push_utf8_string(builder.pointer, cString("group"), cString(curve), 0) == 1,
            OSSL_PARAM_BLD_push_octet_string(builder.pointer, cString("pub"), kept.baseAddress, kept.count) == 1
        else { throw .cryptoLibrary("OSSL_PARAM_BLD_push_octet_string") }
        return try key(of: "EC", from: builder)
    }

    /// A builder keeps the pointers it is given until it is used, so they must outlive the call: a temporary C string,
    /// which Swift makes of a String argument, would not.
    private static func cString(_ text: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// Curve, encoding and point are judged by the provider's own decoder.
    private static func national(
        _ subjectPublicKeyInfo: [UInt8],
        _ family: NationalAlgorithm
    ) throws(SigningError) -> Handle<PKeyType> {
        let decoded = subjectPublicKeyInfo.withUnsafeBufferPointer { buffer in
            var cursor = buffer.baseAddress
            return d2i_PUBKEY(nil, &cursor, buffer.count)
        }
        guard let decoded, EVP_PKEY_is_a(decoded, family.openSSLName) == 1 else {
            EVP_PKEY_free(decoded)
            OpenSSLErrorQueue.clear()
            throw .malformed("a public key that is no key of its kind")
        }
        return try Handle(owning: decoded, from: "d2i_PUBKEY")
    }

    private static func bignum(_ octets: ArraySlice<UInt8>) throws(SigningError) -> Handle<BignumType> {
        try Handle(
            owning: octets.withUnsafeBufferPointer { BN_bin2bn($0.baseAddress, CInt($0.count), nil) },
            from: "BN_bin2bn"
        )
    }

    private static func key(
        of type: String,
        from builder: borrowing Handle<ParamBuilderType>
    ) throws(SigningError) -> Handle<PKeyType> {
        guard let parameters = OSSL_PARAM_BLD_to_param(builder.pointer) else {
            throw .cryptoLibrary("OSSL_PARAM_BLD_to_param")
        }
        defer { OSSL_PARAM_free(parameters) }
        let context = try Handle<PKeyContextType>(
            owning: EVP_PKEY_CTX_new_from_name(nil, type, nil),
            from: "EVP_PKEY_CTX_new_from_name"
        )
        var key: OpaquePointer?
        guard EVP_PKEY_fromdata_init(context.pointer) == 1,
            EVP_PKEY_fromdata(context.pointer, &key, COpenSSLShim_EVP_PKEY_PUBLIC_KEY(), parameters) == 1
        else {
            OpenSSLErrorQueue.clear()
            throw .malformed("a public key that is no key of its kind")
        }
        return try Handle(owning: key, from: "EVP_PKEY_fromdata")
    }
}

// Immutable after init; OpenSSL's EVP_PKEY may be used by all threads at once, each with a context of its own.
extension PublicKey: @unchecked Sendable {}
