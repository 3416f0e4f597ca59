internal import PDFSyntax

/// Signs PDFs (PAdES, ETSI EN 319 142-1): one incremental update with a signature field, behind bytes that stay as they are.
public struct PDFSigner: Sendable {
    private let limits: Limits

    /// Creates a signer.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Signs a PDF, level B; with `extender`, level T.
    ///
    /// - Parameters:
    ///   - pdf: The file. It may be signed already.
    ///   - signer: Who signs.
    ///   - options: What goes into the signature.
    ///   - attachment: A file to be embedded by the same update, so that the signature covers it; `nil` for none.
    ///   - extender: Who adds a timestamp over the signature; `nil` for level B.
    /// - Returns: The signed file: `pdf` with more behind it.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for an encrypted file,
    ///   ``SigningError/Code/malformedInput`` for a damaged one, ``SigningError/Code/earlierSignatureBroken`` if a
    ///   signature that is there does not hold, ``SigningError/Code/signingForbidden``, and what the signer and the
    ///   extender throw.
    public func sign(
        _ pdf: [UInt8],
        signer: any Signer,
        options: PDFSignatureOptions,
        attachment: EmbeddedFile? = nil,
        extender: SignedDataExtender? = nil
    ) throws(SigningError) -> [UInt8] {
        try checkEarlierSignatures(pdf)
        var reserved = PDFSigner.estimate(signer, options, hasTimestamp: extender != nil)
        for _ in 0..<3 {
            let (unsigned, place) = try prepare(pdf, options, attachment, reserved: reserved)
            let message = try self.message(over: unsigned, without: place, signer, options, extender)
            let digits = place.count - 2
            guard message.count * 2 <= digits else {
                // An authority may put more into its token than was foreseen.
                reserved = message.count + 4_096
                continue
            }
            var signed = unsigned
            let spelled = PDFSpelling.hexadecimal(message).dropFirst().dropLast()
            signed.replaceSubrange(place.lowerBound + 1..<place.lowerBound + 1 + spelled.count, with: spelled)
            return signed
        }
        throw .limit("the signature does not fit the place kept for it")
    }

    /// The most that a signature will come to, in bytes.
    private static func estimate(_ signer: any Signer, _ options: PDFSignatureOptions, hasTimestamp: Bool) -> Int {
        let chain = options.includesChain ? signer.chain : []
        let certificates = ([signer.certificate] + chain).reduce(0) { $0 + $1.der.count }
        return certificates + 3_072 + (hasTimestamp ? 12_288 : 0)
    }

    /// Makes sure that what is there holds, and that one may sign.
    private func checkEarlierSignatures(_ pdf: [UInt8]) throws(SigningError) {
        let facts = try PDFSignatureReader(limits: limits).read(pdf)
        for signature in facts.signatures {
            guard signature.certification != 1 else {
                throw SigningError(.signingForbidden, "\(signature.fieldName) certifies that nothing may be added")
            }
            let severe = signature.findings.first { ![.drawnLater, .metadata, .form].contains($0.kind) }
            var isBroken = severe != nil
            if case .success(let message) = signature.message {
                isBroken =
                    isBroken || message.contentsDiffer
                    || message.signers.contains { $0.contentMatches == false || $0.signatureIsValid == false }
            } else if case .failure = signature.message {
                isBroken = true
            }
            if case .differs = signature.timestamp?.imprint { isBroken = true }
            guard !isBroken else {
                let detail = severe.map { ": \($0.kind.rawValue) (\($0.detail))" } ?? ""
                throw SigningError(.earlierSignatureBroken, "\(signature.fieldName) does not hold\(detail)")
            }
        }
        if let finding = facts.findings.first(where: { $0.kind != .orphan }) {
            throw .malformed("the PDF is damaged: \(finding.kind.rawValue) (\(finding.detail))")
        }
    }

    /// The file with the field, and where the signature's digits will stand, with their brackets.
    private func prepare(
        _ pdf: [UInt8],
        _ options: PDFSignatureOptions,
        _ attachment: EmbeddedFile?,
        reserved: Int
    ) throws(SigningError) -> (bytes: [UInt8], place: Range<Int>) {
        let result = PDFBuffer.withBuffer(of: pdf) { buffer -> Result<([UInt8], Range<Int>), SigningError> in
            do throws(SigningError) {
                return .success(try prepare(buffer, pdf, options, attachment, reserved: reserved))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func prepare(
        _ buffer: PDFBuffer,
        _ pdf: [UInt8],
        _ options: PDFSignatureOptions,
        _ attachment: EmbeddedFile?,
        reserved: Int
    ) throws(SigningError) -> ([UInt8], Range<Int>) {
        let written: PDFUpdate.Written
        let field: PDFSignatureField
        do {
            var update = try PDFUpdate(PDFFile(buffer) { _, _, _ in })
            if let attachment {
                try update.attach(
                    PDFAttachment(
                        name: attachment.name,
                        mediaType: attachment.mediaType,
                        description: attachment.description,
                        bytes: attachment.bytes,
                        modified: PDFDate.text(options.signingTime)
                    )
                )
            }
            field = try PDFSignatureField(to: &update, options: options, reserved: reserved)
            written = try update.write()
        } catch let error as PDFUpdateError {
            throw SigningError(error)
        } catch let error as SigningError {
            throw error
        } catch {
            throw .malformed("the PDF cannot be added to")
        }
        let view = PDFBuffer(written.appended).view
        guard let start = written.bodies[field.signature].map({ $0 - pdf.count }),
            let contents = view.firstOffset(of: "/Contents <", in: start..<view.count),
            let byteRange = view.firstOffset(of: "/ByteRange [", in: start..<contents)
        else { throw .malformed("the PDF cannot be added to") }
        let first = pdf.count + contents + 10
        let place = first..<first + 2 + reserved * 2
        let range = pdf.count + byteRange
        var bytes = pdf + written.appended
        let spelled = PDFSignatureField.byteRange([place.lowerBound, place.upperBound, bytes.count - place.upperBound])
        bytes.replaceSubrange(range + 11..<range + 11 + spelled.count, with: spelled)
        return (bytes, place)
    }

    private func message(
        over bytes: [UInt8],
        without place: Range<Int>,
        _ signer: any Signer,
        _ options: PDFSignatureOptions,
        _ extender: SignedDataExtender?
    ) throws(SigningError) -> [UInt8] {
        var inner = SignatureOptions(signingTime: options.signingTime, includesChain: options.includesChain)
        inner.statesSigningTime = false
        let file = MemoryBytes(bytes)
        let signed = [0..<place.lowerBound, place.upperBound..<bytes.count]
        let message = MemorySink()
        try SignedDataWriter(limits: limits)
            .sign(
                PDFSignedSource(file, signed),
                isDetached: true,
                signers: [signer],
                options: inner,
                to: message
            )
        guard let extender else { return message.bytes }
        let extended = MemorySink()
        try extender.extend(
            MemoryBytes(message.bytes),
            content: PDFSignedSource(file, signed),
            to: .t,
            at: options.signingTime,
            to: extended
        )
        return extended.bytes
    }
}

extension SigningError.Code {
    /// Whoever signed before forbids that anything be added.
    public static let signingForbidden = SigningError.Code(rawValue: "SIGNING_FORBIDDEN")
}
