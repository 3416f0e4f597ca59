internal import FoundationEssentials

/// What a signer elsewhere returned: a bare signature value or a whole CMS message, told apart by content.
public struct ReturnedSignature: Sendable {
    enum Content: Sendable {
        /// A CMS message in DER, BER, PEM or base64.
        case message(any RandomAccessBytes)
        /// A signature value, by each way it can be read: as it is, from base64, from hexadecimal digits.
        case value([[UInt8]])
    }

    let content: Content

    /// Recognises what came back.
    ///
    /// - Parameters:
    ///   - bytes: The file as it came.
    ///   - limits: ``Limits/returnedValueBytes`` bounds a bare value.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is empty,
    ///   ``SigningError/Code/limitExceeded`` if it is no message and too long for a signature value; what reading throws.
    public init(_ bytes: any RandomAccessBytes, limits: Limits = Limits()) throws(SigningError) {
        if ReturnedSignature.isMessage(bytes) {
            content = .message(bytes)
            return
        }
        guard bytes.count > 0 else { throw .malformed("what the signer returned is empty") }
        guard bytes.count <= limits.returnedValueBytes else {
            throw .limit("what the signer returned is no CMS message, and too long for a signature value")
        }
        let value = try bytes.bytes(in: 0..<bytes.count)
        var candidates = [value]
        let text = value.filter { !TextArmor.isSpace($0) }
        if let decoded = Data(base64Encoded: Data(text)) { candidates.append([UInt8](decoded)) }
        if let decoded = Hexadecimal.bytes(text) { candidates.append(decoded) }
        content = .value(candidates)
    }

    /// Whether the bytes, as they are or behind PEM or base64, begin like a ContentInfo: a SEQUENCE that begins with an
    /// OBJECT IDENTIFIER. An ECDSA signature value is a SEQUENCE too, but of numbers.
    private static func isMessage(_ bytes: any RandomAccessBytes) -> Bool {
        var start = [UInt8](repeating: 0, count: 16)
        guard let decoded = try? TextArmor.decoding(bytes.source()), let count = try? decoded.read(into: &start),
            count >= 3, start[0] == DER.Tag.sequence
        else { return false }
        let lengthOctets = start[1] > 0x80 && start[1] <= 0x88 ? Int(start[1] & 0x0f) : 0
        return 2 + lengthOctets < count && start[2 + lengthOctets] == DER.Tag.objectIdentifier
    }

    /// The certificate of whoever signed: the one that was expected, else that of the message.
    ///
    /// Nothing is checked here but that there is one.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/returnedCertificateMissing``, and what reading the message
    ///   throws.
    public func certificate(
        for request: RemoteSigningRequest,
        limits: Limits = Limits()
    ) throws(SigningError) -> Certificate {
        if let signer = request.signer { return signer.certificate }
        guard case .message(let message) = content else { throw .messageNeeded }
        let facts = try SignedDataReader(limits: limits).read(try TextArmor.decoding(message.source()))
        guard let certificate = facts.signers.first?.certificate else { throw .signerCertificateMissing }
        return certificate
    }
}

extension SigningError {
    static var messageNeeded: SigningError {
        SigningError(
            .returnedSignatureInvalid,
            "a whole CMS message is needed: a bare signature value says neither who signed nor with what attributes"
        )
    }

    static var signerCertificateMissing: SigningError {
        SigningError(.returnedCertificateMissing, "the message that came back does not hold its signer's certificate")
    }
}
