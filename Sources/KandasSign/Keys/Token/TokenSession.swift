internal import CPKCS11

/// A session with one token. One task at a time may use it.
final class TokenSession {
    private let module: TokenModule
    private let slot: CK_ULONG
    private let handle: CK_ULONG

    /// Objects that are looked at, at most; a token holds a few.
    private static let most = 256

    /// Opens a session and, where the token asks for it, logs in. The PIN is tried once.
    ///
    /// - Parameters:
    ///   - module: The module.
    ///   - uri: The token.
    ///   - allowsFinalTry: Whether the PIN is tried although a wrong one would lock the token.
    ///   - pin: Gives the PIN; asked only if it will be used.
    /// - Throws: ``SigningError`` with the codes for tokens and PINs, and what `pin` throws.
    init(
        _ module: TokenModule,
        _ uri: TokenURI,
        allowsFinalTry: Bool,
        pin: () throws(SigningError) -> SecretBytes
    ) throws(SigningError) {
        self.module = module
        let (slot, flags) = try module.slot(of: uri)
        self.slot = slot
        let needsLogin = flags & CKF_LOGIN_REQUIRED != 0
        if needsLogin {
            guard flags & CKF_USER_PIN_LOCKED == 0 else { throw .pinIsLocked }
            guard flags & CKF_USER_PIN_FINAL_TRY == 0 || allowsFinalTry else {
                throw SigningError(.pinFinalTry, "one more wrong PIN locks the token; make sure of it, then allow it")
            }
        }
        let secret = needsLogin && flags & CKF_PROTECTED_AUTHENTICATION_PATH == 0 ? try pin() : nil
        var handle: CK_ULONG = 0
        try module.check(
            module.functions.C_OpenSession?(slot, CKF_SERIAL_SESSION, nil, nil, &handle),
            "C_OpenSession"
        )
        self.handle = handle
        if needsLogin { try login(CKU_USER, secret) }
        self.secret = secret
    }

    /// For keys that ask for the PIN with every signature.
    private var secret: SecretBytes?

    deinit {
        _ = module.functions.C_CloseSession?(handle)
    }

    private func login(_ user: CK_ULONG, _ secret: SecretBytes?) throws(SigningError) {
        let result: CK_RV?
        if let secret {
            result = secret.withUnsafeBytes { bytes in
                module.functions.C_Login?(
                    handle,
                    user,
                    bytes.bindMemory(to: CK_BYTE.self).baseAddress,
                    CK_ULONG(bytes.count)
                )
            }
        } else {
            // The token has keys of its own to type the PIN on.
            result = module.functions.C_Login?(handle, user, nil, 0)
        }
        if result != CKR_USER_ALREADY_LOGGED_IN { try module.check(result, "C_Login") }
    }

    /// The one private key that may sign and has this label and identifier, as far as given.
    func key(label: String?, id: [UInt8]?) throws(SigningError) -> (handle: CK_ULONG, id: [UInt8]) {
        let objects = try find(CKO_PRIVATE_KEY, label: label.map { Array($0.utf8) }, id: id)
        let keys = objects.filter { value(of: CKA_SIGN, $0) != [0] }
        guard let only = keys.first else {
            throw SigningError(.tokenKeyAbsent, "the token has no such private key that signs")
        }
        guard keys.count == 1 else {
            let ids = keys.map { Hexadecimal.text(value(of: CKA_ID, $0) ?? []) }.joined(separator: ", ")
            throw SigningError(.tokenAmbiguous, "\(keys.count) keys are what the URI names; their identifiers: \(ids)")
        }
        return (only, value(of: CKA_ID, only) ?? [])
    }

    /// The DER of the certificates with an identifier; of all certificates for `nil`.
    func certificates(id: [UInt8]?) throws(SigningError) -> [[UInt8]] {
        try find(CKO_CERTIFICATE, label: nil, id: id).compactMap { value(of: CKA_VALUE, $0) }
    }

    /// Whether the token signs with a mechanism.
    func signs(with mechanism: TokenMechanism) -> Bool {
        var info = CK_MECHANISM_INFO()
        let result = module.functions.C_GetMechanismInfo?(slot, mechanism.number, &info)
        return result == CKR_OK && info.flags & CKF_SIGN != 0
    }

    /// Signs; the answer is as the token gives it.
    func sign(_ data: [UInt8], with mechanism: TokenMechanism, key: CK_ULONG) throws(SigningError) -> [UInt8] {
        let functions = module.functions
        var parameters = mechanism.parameters ?? CK_RSA_PKCS_PSS_PARAMS()
        let started = withUnsafeMutablePointer(to: &parameters) { pointer in
            let size = mechanism.parameters == nil ? 0 : MemoryLayout<CK_RSA_PKCS_PSS_PARAMS>.size
            var request = CK_MECHANISM(
                mechanism: mechanism.number,
                pParameter: size == 0 ? nil : UnsafeMutableRawPointer(pointer),
                ulParameterLen: CK_ULONG(size)
            )
            return functions.C_SignInit?(handle, &request, key)
        }
        try module.check(started, "C_SignInit")
        if value(of: CKA_ALWAYS_AUTHENTICATE, key) == [1] { try login(CKU_CONTEXT_SPECIFIC, secret) }
        var length = CK_ULONG(8_192)
        var result: CK_RV?
        let signature = [UInt8](unsafeUninitializedCapacity: 8_192) { buffer, count in
            result = functions.C_Sign?(handle, data, CK_ULONG(data.count), buffer.baseAddress, &length)
            count = result == CKR_OK ? Int(min(length, 8_192)) : 0
        }
        try module.check(result, "C_Sign")
        return signature
    }

    private func find(_ kind: CK_ULONG, label: [UInt8]?, id: [UInt8]?) throws(SigningError) -> [CK_ULONG] {
        var values: [(CK_ULONG, [UInt8])] = [(CKA_CLASS, withUnsafeBytes(of: kind, Array.init))]
        if let label { values.append((CKA_LABEL, label)) }
        if let id { values.append((CKA_ID, id)) }
        // The template points at these until the search is over.
        let buffers = values.map { _, bytes in
            let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
            _ = buffer.initialize(from: bytes)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        let template = zip(values, buffers)
            .map { value, buffer in
                CK_ATTRIBUTE(
                    type: value.0,
                    pValue: UnsafeMutableRawPointer(buffer.baseAddress),
                    ulValueLen: CK_ULONG(value.1.count)
                )
            }
        let functions = module.functions
        try module.check(functions.C_FindObjectsInit?(handle, template, CK_ULONG(template.count)), "C_FindObjectsInit")
        defer { _ = functions.C_FindObjectsFinal?(handle) }
        var found: [CK_ULONG] = []
        var chunk = [CK_ULONG](repeating: 0, count: 32)
        while found.count < TokenSession.most {
            var count: CK_ULONG = 0
            try module.check(functions.C_FindObjects?(handle, &chunk, 32, &count), "C_FindObjects")
            guard count > 0 else { break }
            found += chunk.prefix(Int(min(count, 32)))
        }
        return found
    }

    /// The value of an attribute, or `nil` if the object has none or it is longer than any certificate.
    private func value(of type: CK_ULONG, _ object: CK_ULONG) -> [UInt8]? {
        var attribute = CK_ATTRIBUTE(type: type, pValue: nil, ulValueLen: 0)
        guard module.functions.C_GetAttributeValue?(handle, object, &attribute, 1) == CKR_OK,
            attribute.ulValueLen <= 65_536
        else { return nil }
        let capacity = Int(attribute.ulValueLen)
        var isRead = false
        let value = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            attribute.pValue = UnsafeMutableRawPointer(buffer.baseAddress)
            isRead = module.functions.C_GetAttributeValue?(handle, object, &attribute, 1) == CKR_OK
            count = isRead ? Int(min(attribute.ulValueLen, CK_ULONG(capacity))) : 0
        }
        return isRead ? value : nil
    }
}

// Sessions are not for several threads at once; TokenSigner keeps its session behind a lock after it was set up by one.
extension TokenSession: @unchecked Sendable {}
