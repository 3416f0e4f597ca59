/// Recognises a file by its content and reads what it says.
///
/// Recognised are CMS messages, containers and signed XML documents (``SignedFileFormat``), X.509 certificates and revocation lists.
public struct FileInspector: Sendable {
    private let limits: Limits

    /// Creates an inspector.
    public init(limits: Limits = Limits()) { self.limits = limits }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - content: The content of a detached signature, to be compared with what was signed.
    /// - Returns: What it says.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for a file that is none of those, and what
    ///   reading one of them throws.
    public func inspect(_ file: InputFile, content: InputFile? = nil) throws(SigningError) -> Inspection {
        let source = LookaheadSource(file.source())
        let start = try source.peek(64)
        switch SignedFileFormat(firstBytes: start) {
        case .asice: return try inspectContainer(try SignedFileVerifier.randomAccess(file, source, limits))
        case .xml:
            let document = try SignedFileVerifier.randomAccess(file, source, limits)
            let content = try XMLDetachedContent(content, limits: limits)
            return .document(try XMLSignatureReader(limits: limits).read(document, content: content))
        case .pdf: throw .unsupported("what a PDF says, and its signatures, are told by check and verify")
        case .cms, nil: break
        }
        if start.first == DER.Tag.sequence { return try inspectBinary(source, content: content) }
        let text = start.drop { TextArmor.isSpace($0) }
        guard text.starts(with: "-----BEGIN ".utf8) else {
            let decoded = try TextArmor.decoding(source)
            let stream = LookaheadSource(decoded)
            if decoded is Base64Source { return try inspectBinary(stream, content: content) }
            // Tools print what a block says above the block.
            guard String(decoding: try stream.peek(65_536), as: UTF8.self).contains("-----BEGIN ") else {
                throw FileInspector.unknown
            }
            return try inspectBlocks(stream)
        }
        let isMessage = ["CMS", "PKCS7", "PKCS #7 SIGNED DATA"]
            .contains { text.starts(with: "-----BEGIN \($0)-----".utf8) }
        guard isMessage else { return try inspectBlocks(source) }
        return try inspectMessage(try TextArmor.decoding(source), content: content)
    }

    /// DER or BER: a message begins with an OBJECT IDENTIFIER, a certificate or list with its signed part.
    private func inspectBinary(_ source: LookaheadSource, content: InputFile?) throws(SigningError) -> Inspection {
        let start = try source.peek(32)
        guard start.first == DER.Tag.sequence, let header = try? DERHeader(start, rules: .ber) else {
            throw FileInspector.unknown
        }
        switch start.dropFirst(header.byteCount).first {
        case DER.Tag.objectIdentifier: return try inspectMessage(source, content: content)
        case DER.Tag.sequence:
            // The signed part of a certificate begins with a version or a number; an algorithm with its identifier.
            let inner = start.dropFirst(header.byteCount)
            if let part = try? DERHeader(inner, rules: .ber), inner.dropFirst(part.byteCount).first == 0x06 {
                throw FileInspector.keyFile
            }
            return try inspect(der: [try all(source)])
        case DER.Tag.integer: throw FileInspector.keyFile
        default: throw FileInspector.unknown
        }
    }

    private func inspectMessage(_ source: any ByteSource, content: InputFile?) throws(SigningError) -> Inspection {
        let reader = SignedDataReader(limits: limits, certificates: [], digesting: [.sha256])
        return .message(try reader.read(source, content: content?.source()))
    }

    private func inspectContainer(_ bytes: any RandomAccessBytes) throws(SigningError) -> Inspection {
        let container = try ASiCContainer(bytes, limits: limits)
        let check = try container.check()
        var messages: [Result<SignedDataFacts, SigningError>] = []
        for signature in check.signatures {
            do throws(SigningError) {
                let facts = try SignedDataReader(limits: limits)
                    .read(
                        MemoryBytes(signature.signed.signature).source(),
                        content: MemoryBytes(signature.signed.bytes).source()
                    )
                messages.append(.success(facts))
            } catch {
                guard error.code != .cryptoLibraryFailure else { throw error }
                messages.append(.failure(error))
            }
        }
        return .container(container, check, messages)
    }

    private func inspectBlocks(_ source: LookaheadSource) throws(SigningError) -> Inspection {
        let blocks = try PEMBlock.all(in: try all(source))
        let read = blocks.filter { FileInspector.labels.contains($0.label) }
        guard read.isEmpty else { return try inspect(der: read.map(\.bytes)) }
        guard !blocks.contains(where: { $0.label.hasSuffix("PRIVATE KEY") }) else { throw FileInspector.keyFile }
        throw FileInspector.unknown
    }

    private func inspect(der all: [[UInt8]]) throws(SigningError) -> Inspection {
        guard all.count <= limits.embeddedCertificates else {
            throw .limit("more than \(limits.embeddedCertificates) certificates")
        }
        var certificates: [Certificate] = []
        var lists: [CertificateRevocationList] = []
        for der in all {
            if FileInspector.isRevocationList(der) {
                lists.append(try CertificateRevocationList(der: der, limits: limits))
            } else {
                certificates.append(try Certificate(der: der, limits: limits))
            }
        }
        return .certificates(certificates, lists)
    }

    /// A certificate's signed part holds three SEQUENCEs before the first time comes, in `validity`; a list's has the
    /// time itself as its third or fourth element (RFC 5280 sections 4.1 and 5.1).
    private static func isRevocationList(_ der: [UInt8]) -> Bool {
        var reader = DERReader(der)
        guard var outer = try? reader.enter(DER.Tag.sequence, "a file"),
            var part = try? outer.enter(DER.Tag.sequence, "a file")
        else { return false }
        var left = 4
        while left > 0, let element = try? part.next() {
            if element.tag == DER.Tag.utcTime || element.tag == DER.Tag.generalizedTime { return true }
            left -= 1
        }
        return false
    }

    private func all(_ source: any ByteSource) throws(SigningError) -> [UInt8] {
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let got = try source.read(into: &chunk), got > 0 {
            guard all.count + got <= limits.revocationListBytes else {
                throw .limit("certificates or revocation lists have more than \(limits.revocationListBytes) bytes")
            }
            all += chunk[..<got]
        }
        return all
    }

    private static let labels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE", "X509 CRL", "CRL"]

    private static var keyFile: SigningError {
        .unsupported("the file looks like a key file, which inspect does not open: use the verb key")
    }

    private static var unknown: SigningError {
        .unsupported(
            "the file is of an unknown kind; expected is a CMS message, an ASiC-E container, X.509 certificates or "
                + "revocation lists, binary or as PEM"
        )
    }
}
