import KandasSign

/// A COSE_Sign1 message (RFC 9052 section 4.2) with its payload inside.
struct COSESign1: Hashable, Sendable {
    /// The algorithm.
    let algorithm: COSEAlgorithm
    /// The key identifier: a hint by which a certificate is found, never proof.
    let keyIdentifier: [UInt8]
    /// What was signed.
    let payload: [UInt8]
    /// The signature value.
    let signature: [UInt8]
    /// The protected headers as they were signed.
    private let protected: [UInt8]

    private enum Label {
        static let algorithm: Int64 = 1
        static let critical: Int64 = 2
        static let keyIdentifier: Int64 = 4
    }
    private static let tag: UInt64 = 18

    /// Signs a payload.
    ///
    /// - Parameters:
    ///   - payload: The payload.
    ///   - externalData: What is signed besides and stands nowhere: what the payload is meant for.
    ///   - keyIdentifier: The key identifier.
    ///   - signer: Who signs.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if COSE has no algorithm for the key.
    init(
        signing payload: [UInt8],
        externalData: [UInt8],
        keyIdentifier: [UInt8],
        by signer: any Signer
    ) throws(SigningError) {
        guard let algorithm = COSEAlgorithm(signer.algorithm, key: try signer.certificate.publicKey().kind) else {
            throw .unsupported("a claim signed with \(signer.algorithm)")
        }
        self.algorithm = algorithm
        self.keyIdentifier = keyIdentifier
        self.payload = payload
        protected = CBORWriter.encode(
            .map([Label.algorithm: .integer(algorithm.rawValue), Label.keyIdentifier: .bytes(keyIdentifier)])
        )
        let message = COSESign1.toBeSigned(protected, payload, externalData)
        signature = try algorithm.value(from: try signer.sign(message[...]))
    }

    /// Reads a message.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` if it is none or its headers are not
    ///   those that are understood, ``SigningError/Code/unsupported`` for another algorithm or a critical header.
    init(_ input: [UInt8]) throws(SigningError) {
        guard case .tagged(COSESign1.tag, .array(let parts)) = try CBORReader.read(input), parts.count == 4,
            let protected = parts[0].bytes, case .map(let unprotected) = parts[1], let payload = parts[2].bytes,
            let signature = parts[3].bytes, !signature.isEmpty
        else { throw .malformed("not a COSE_Sign1 message with its payload") }
        guard case .map(let headers) = try CBORReader.read(protected) else {
            throw .malformed("COSE headers that are no map")
        }
        let labels = (headers + unprotected).map(\.key)
        guard Set(labels).count == labels.count else { throw .malformed("a COSE header that stands there twice") }
        guard labels.allSatisfy({ $0.integer != nil || $0.text != nil }) else {
            throw .malformed("a COSE header without a label")
        }
        // None is understood beyond those that every reader must understand.
        guard !labels.contains(.integer(Label.critical)) else { throw .unsupported("a critical COSE header") }
        guard let code = CBORValue.map(headers)[Label.algorithm]?.integer else {
            throw .malformed("a COSE message that does not sign its algorithm")
        }
        guard let algorithm = COSEAlgorithm(rawValue: code) else { throw .unsupported("the COSE algorithm \(code)") }
        guard let keyIdentifier = CBORValue.map(headers + unprotected)[Label.keyIdentifier]?.bytes else {
            throw .malformed("a COSE message without key identifier")
        }
        self.algorithm = algorithm
        self.keyIdentifier = keyIdentifier
        self.payload = payload
        self.signature = signature
        self.protected = protected
    }

    /// The message, tagged.
    var encoded: [UInt8] {
        CBORWriter.encode(
            .tagged(COSESign1.tag, .array([.bytes(protected), .map([]), .bytes(payload), .bytes(signature)]))
        )
    }

    /// Whether the signature is one by a certificate's key.
    func isSigned(by certificate: Certificate, externalData: [UInt8]) -> Bool {
        guard let key = try? certificate.publicKey(), algorithm.fits(key.kind),
            let signature = algorithm.signature(from: signature)
        else { return false }
        let message = COSESign1.toBeSigned(protected, payload, externalData)
        let isValid = try? key.isValid(
            signature: signature[...],
            over: message[...],
            algorithm: algorithm.signatureAlgorithm
        )
        return isValid == true
    }

    /// Sig_structure (RFC 9052 section 4.4).
    private static func toBeSigned(_ protected: [UInt8], _ payload: [UInt8], _ externalData: [UInt8]) -> [UInt8] {
        CBORWriter.encode(
            .array([.text("Signature1"), .bytes(protected), .bytes(externalData), .bytes(payload)])
        )
    }
}
