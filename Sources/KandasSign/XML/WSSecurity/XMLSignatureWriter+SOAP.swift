extension XMLSignatureWriter {
    /// Signs the body of a SOAP message as the state gateway wants it: `wsu:Id` on the body, exclusive canonical XML, the
    /// signature in a `wsse:Security` header that must be understood, the signer's certificate in a key identifier.
    ///
    /// - Parameters:
    ///   - message: The message, taken into memory.
    ///   - signer: Who signs.
    ///   - options: The signing time only makes the identifiers; the profile has no place for it.
    ///   - sink: Takes the signed message.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/notASOAPMessage`` if the document is no envelope with exactly
    ///   one body, ``SigningError/Code/unsupported`` if it already holds a security header that is written in another way;
    ///   what reading, the signer and writing throw.
    public func signBody(
        of message: any RandomAccessBytes,
        signer: any Signer,
        options: SignatureOptions,
        to sink: any ByteSink
    ) throws(SigningError) {
        guard message.count <= limits.xmlBytes else { throw .limit("the SOAP message is too long") }
        let original = try message.bytes(in: 0..<message.count)
        let (framed, identifier) = try SOAPMessage(original, limits: limits)
            .framed(seed: signer.certificate.der + Array(options.signingTime.description.utf8))
        let document = MemoryBytes(framed)
        let survey = try XMLSurveyor.read(document.source(), limits: limits)
        guard let security = survey.security,
            let point = try XMLInsertionFinder.find([security], in: document, limits: limits)[security]
        else { throw .notASOAPMessage }
        guard point.namespaces["wsse"] == XMLNamespace.webServiceSecurity else {
            throw .unsupported("the security header of the SOAP message binds the prefix wsse otherwise")
        }
        let method = CanonicalizationMethod(.exclusive)
        let builder = XMLSignatureBuilder(
            signer: signer,
            options: options,
            profile: .national,
            signedInfoMethod: method,
            keyInfo: .securityToken,
            limits: limits
        )
        let reference = try reference(
            document,
            to: .identifier(identifier),
            uri: "#\(identifier)",
            by: method,
            builder.digestAlgorithm
        )
        let signature = try builder.build([reference], mediaType: "text/xml", at: point)
        try point.write(signature, into: document, to: sink)
    }
}

/// A SOAP message that is to be signed.
private struct SOAPMessage {
    private let bytes: [UInt8]
    private let survey: XMLSurvey
    private let body: XMLTarget
    private let limits: Limits

    init(_ bytes: [UInt8], limits: Limits) throws(SigningError) {
        self.bytes = bytes
        self.limits = limits
        survey = try XMLSurveyor.read(MemoryBytes(bytes).source(), limits: limits)
        guard survey.isEnvelope, let only = survey.bodies.first, survey.bodies.count == 1 else {
            throw .notASOAPMessage
        }
        body = only
    }

    /// The message with an identifier on its body and a security header, and the identifier.
    func framed(seed: [UInt8]) throws(SigningError) -> (bytes: [UInt8], identifier: String) {
        let numbers = Set([0, body.number] + [survey.header].compactMap(\.self))
        let points = try XMLInsertionFinder.find(numbers, in: MemoryBytes(bytes), limits: limits)
        guard let bodyPoint = points[body.number], let envelope = points[0] else { throw .notASOAPMessage }
        var edits: [(offset: Int, replaced: Int, text: String)] = []
        let identifier: String
        if let known = survey.bodyIdentifier {
            identifier = known
        } else {
            identifier = "id-" + Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: seed + bytes).prefix(16))
            let known = bodyPoint.namespaces.filter { $0.value == XMLNamespace.webServiceUtility && !$0.key.isEmpty }
            let free = ["wsu", "wsu1", "wsu2"].first { bodyPoint.namespaces[$0] == nil } ?? "wsu3"
            let prefix = known.keys.sorted().first ?? free
            let declaration = known.isEmpty ? " xmlns:\(prefix)=\"\(XMLNamespace.webServiceUtility)\"" : ""
            edits.append((bodyPoint.tagEnd, 0, "\(declaration) \(prefix):Id=\"\(identifier)\""))
        }
        if survey.security == nil {
            let security = security(in: envelope)
            if let header = survey.header, let point = points[header] {
                if let name = point.emptyName {
                    edits.append((point.offset, 2, ">\(security)</\(name)>"))
                } else {
                    edits.append((point.offset, 0, security))
                }
            } else {
                guard let start = bytes[..<bodyPoint.tagEnd].lastIndex(of: 0x3c) else { throw .notASOAPMessage }
                let name = prefix(in: envelope).map { "\($0):Header" } ?? "Header"
                edits.append((start, 0, "<\(name)>\(security)</\(name)>"))
            }
        }
        var result: [UInt8] = []
        var position = 0
        for edit in edits.sorted(by: { $0.offset < $1.offset }) {
            result += bytes[position..<edit.offset]
            result += Array(edit.text.utf8)
            position = edit.offset + edit.replaced
        }
        return (result + bytes[position...], identifier)
    }

    private func prefix(in envelope: XMLInsertionPoint) -> String? {
        envelope.namespaces.filter { $0.value == survey.root.namespace && !$0.key.isEmpty }.keys.sorted().first
    }

    private func security(in envelope: XMLInsertionPoint) -> String {
        let known = prefix(in: envelope)
        let declaration = known == nil ? " xmlns:soap=\"\(survey.root.namespace)\"" : ""
        return "<wsse:Security\(declaration) xmlns:wsse=\"\(XMLNamespace.webServiceSecurity)\" "
            + "\(known ?? "soap"):mustUnderstand=\"1\"></wsse:Security>"
    }
}

extension SigningError.Code {
    /// The document is no SOAP message with exactly one body.
    public static let notASOAPMessage = SigningError.Code(rawValue: "NOT_A_SOAP_MESSAGE")
}

extension SigningError {
    fileprivate static var notASOAPMessage: SigningError {
        SigningError(.notASOAPMessage, "the document is no SOAP message with exactly one body")
    }
}
