internal import PDFSyntax

/// Reads the signatures of a PDF (ISO 32000-2 section 12.8; ETSI EN 319 142-1) and tells what each covers, and what was done
/// to the file afterwards, without judging it.
///
/// The file is held in memory once; what is signed is digested from there.
public struct PDFSignatureReader: Sendable {
    private let limits: Limits
    private let candidates: [Certificate]

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - limits: Bounds on what is accepted.
    ///   - certificates: Further certificates among which a signer's may be found.
    public init(limits: Limits = Limits(), certificates: [Certificate] = []) {
        self.limits = limits
        candidates = certificates
    }

    /// Reads a file.
    ///
    /// - Parameter file: The file.
    /// - Returns: The facts, which include signatures that do not hold.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` for an encrypted file,
    ///   ``SigningError/Code/limitExceeded``, and what reading throws.
    public func read(_ file: any RandomAccessBytes) throws(SigningError) -> SignedPDFFacts {
        guard file.count <= limits.pdfBytes else { throw .limit("the PDF has more than \(limits.pdfBytes) bytes") }
        return try read(try file.bytes(in: 0..<file.count))
    }

    /// Reads a file in memory.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The facts.
    /// - Throws: ``SigningError`` as ``read(_:)-(any RandomAccessBytes)`` does.
    public func read(_ bytes: [UInt8]) throws(SigningError) -> SignedPDFFacts {
        guard bytes.count <= limits.pdfBytes else { throw .limit("the PDF has more than \(limits.pdfBytes) bytes") }
        let result = PDFBuffer.withBuffer(of: bytes) { buffer -> Result<SignedPDFFacts, SigningError> in
            do throws(SigningError) {
                return .success(try facts(buffer, MemoryBytes(bytes)))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// A signature on its way to becoming facts.
    private struct Draft {
        var field: PDFFieldTree.Field
        var value: PDFValue
        var range: PDFSignedRange
    }

    private func facts(_ buffer: PDFBuffer, _ bytes: MemoryBytes) throws(SigningError) -> SignedPDFFacts {
        var dictionaries: Set<Int> = []
        let file = PDFFile(buffer) { object, tape, file in
            // The dictionary of a signature may stand in its field.
            for index in 0..<tape.count where tape.kind(index) == .dictionary && dictionaries.count < 10_000 {
                guard tape.value(index, .byteRange) != nil else { continue }
                dictionaries.insert(tape.range(index).lowerBound)
            }
        }
        guard !file.isEncrypted else { throw .unsupported("the PDF is encrypted; what it says cannot be judged") }
        if let problem = file.problems.first(where: \.kind.isLimit) {
            throw .limit("the PDF: \(problem.kind.rawValue) at offset \(problem.offset)")
        }
        let reader = PDFObjectReader(file: file, rank: 0)
        let tree = PDFFieldTree(reader, limits: limits)
        var drafts: [Draft] = []
        for field in tree.fields {
            guard let value = field.value, value.kind == .dictionary else { continue }
            let start = value.tape.range(value.index).lowerBound
            // Two fields of one signature are one signature.
            if value.body != nil, drafts.contains(where: { $0.value.tape.range($0.value.index).lowerBound == start }) {
                continue
            }
            drafts.append(Draft(field: field, value: value, range: PDFSignedRange(value, in: file)))
            if value.body != nil { dictionaries.remove(start) }
        }
        guard drafts.count <= limits.pdfSignatures else { throw .limit("more than \(limits.pdfSignatures) signatures") }
        drafts.sort { ($0.range.end, $0.field.number) < ($1.range.end, $1.field.number) }
        try checkWork(drafts, buffer)

        var findings = structureFindings(file, tree, signedFrom: drafts.map(\.range.end).filter { $0 > 0 }.min())
        if !dictionaries.isEmpty {
            findings.append(PDFSignatureFinding(kind: .orphan, detail: "\(dictionaries.count)"))
        }
        var moved: Set<Int> = []
        for draft in drafts {
            guard draft.range.signed != nil, let rank = file.rank(ofRevision: draft.range.revision) else { continue }
            moved.formUnion(file.movedNumbers(since: rank))
        }
        let references = PDFReferences(to: moved, in: buffer, limits: file.limits)
        var signatures: [PDFSignatureFacts] = []
        for draft in drafts { signatures.append(try self.signature(draft, file, references, bytes)) }
        return SignedPDFFacts(
            byteCount: bytes.count,
            revisions: file.revisions.count,
            signatures: signatures,
            unsignedFields: tree.fields.filter { $0.value?.kind != .dictionary }.map(\.name),
            findings: findings,
            storedEvidence: PDFSecurityStore.evidence(reader, limits: limits)
        )
    }

    /// Makes sure that the signed bytes of all signatures together are not too many to digest.
    private func checkWork(_ drafts: [Draft], _ buffer: PDFBuffer) throws(SigningError) {
        var sum = 0
        for draft in drafts { sum += draft.range.signed?.reduce(0) { $0 + $1.count } ?? 0 }
        guard sum <= limits.pdfDigestedBytes else {
            throw .limit("the signatures cover more than \(limits.pdfDigestedBytes) bytes together")
        }
    }

    // MARK: The file

    /// Damage that changes nothing of what programs make of the file's structure.
    private static let harmless: Set<PDFProblem.Kind> = [
        .size, .strayBytes, .streamData, .streamFilter, .pageCount, .pixels,
    ]

    private func structureFindings(_ file: PDFFile, _ tree: PDFFieldTree, signedFrom end: Int?) -> [PDFSignatureFinding] {
        var findings: [PDFSignatureFinding] = []
        let problems = file.problems.filter { !PDFSignatureReader.harmless.contains($0.kind) }
        for problem in problems.prefix(1) {
            let object = problem.object.map { ", object \($0)" } ?? ""
            let detail = "\(problem.kind.rawValue) at offset \(problem.offset)\(object)"
            findings.append(PDFSignatureFinding(kind: .structure, detail: detail))
        }
        if tree.isDamaged { findings.append(PDFSignatureFinding(kind: .structure, detail: "form")) }
        if let last = file.revisions.last?.range.upperBound {
            let isBlank = (last..<file.view.count).allSatisfy { [0x0a, 0x0d, 0x20, 0x09].contains(file.view[$0]) }
            if !isBlank { findings.append(PDFSignatureFinding(kind: .bytesAfterEnd, detail: "\(last)")) }
        } else if problems.isEmpty {
            findings.append(PDFSignatureFinding(kind: .structure, detail: "no revision"))
        }
        // What no cross-reference leads to is read by programs that repair the file.
        if let end, let hidden = file.objects.first(where: { $0.range.lowerBound >= end && !file.isListed($0) }) {
            let detail = "object-unlisted at offset \(hidden.range.lowerBound), object \(hidden.number)"
            findings.append(PDFSignatureFinding(kind: .structure, detail: detail))
        }
        return findings
    }

    // MARK: One signature

    private func signature(
        _ draft: Draft,
        _ file: PDFFile,
        _ references: PDFReferences,
        _ bytes: MemoryBytes
    ) throws(SigningError) -> PDFSignatureFacts {
        let (value, range) = (draft.value, draft.range)
        let reader = PDFObjectReader(file: file, rank: 0)
        let form = reader.entry("SubFilter", of: value)?.name
        let type = reader.entry("Type", of: value)?.name
        let permissions = PDFPermissions(value, reader)
        var findings = range.findings
        if let rank = file.rank(ofRevision: range.revision), let signed = range.signed, rank > 0 {
            let end = signed[1].upperBound
            let changes = PDFRevisionComparison(file, since: rank, end: end, references).changes
            findings += PDFSignatureReader.findings(changes, permissions)
        }
        let isTimestamp = type == "DocTimeStamp" || form == "ETSI.RFC3161"
        var facts = PDFSignatureFacts(
            fieldName: draft.field.name,
            isTimestamp: isTimestamp,
            form: form,
            byteRange: range.numbers,
            revision: range.revision + 1,
            coveredBytes: range.end,
            coversWholeFile: range.signed != nil && range.revision + 1 == file.revisions.count,
            certification: permissions.certification,
            claimedTime: value.tape.value(value.index, named: "M")
                .flatMap { value.tape.string($0, limit: 64) }.flatMap(PDFDate.time),
            reason: reader.entry("Reason", of: value)?.text,
            location: reader.entry("Location", of: value)?.text,
            findings: findings
        )
        let expected: Set = isTimestamp ? ["ETSI.RFC3161"] : ["ETSI.CAdES.detached", "adbe.pkcs7.detached"]
        guard expected.contains(form ?? "") else {
            facts.findings.append(PDFSignatureFinding(kind: .form, detail: form ?? "-"))
            return facts
        }
        guard let signed = range.signed else { return facts }
        if isTimestamp {
            facts.timestamp = try timestamp(range.message, over: signed, of: bytes)
        } else {
            try readMessage(range.message, over: signed, of: bytes, into: &facts)
        }
        return facts
    }

    private static func findings(_ changes: PDFChanges, _ permissions: PDFPermissions) -> [PDFSignatureFinding] {
        var findings: [PDFSignatureFinding] = []
        if !changes.forbidden.isEmpty {
            let detail = changes.forbidden.joined(separator: "; ")
            findings.append(PDFSignatureFinding(kind: .changed, detail: detail))
        }
        let violations = permissions.violations(changes)
        if !violations.isEmpty {
            findings.append(PDFSignatureFinding(kind: .notPermitted, detail: violations.joined(separator: "; ")))
        }
        let drawn = changes.signed.filter(\.drawsOnPage)
        if !drawn.isEmpty {
            let detail = drawn.map(\.name).joined(separator: ", ")
            findings.append(PDFSignatureFinding(kind: .drawnLater, detail: detail))
        }
        if changes.hasNewMetadata { findings.append(PDFSignatureFinding(kind: .metadata, detail: "")) }
        return findings
    }

    private func readMessage(
        _ message: [UInt8],
        over signed: [Range<Int>],
        of bytes: MemoryBytes,
        into facts: inout PDFSignatureFacts
    ) throws(SigningError) {
        do throws(SigningError) {
            let read = try SignedDataReader(limits: limits, certificates: candidates)
                .read(MemoryBytes(message).source(), content: PDFSignedSource(bytes, signed))
            if read.isAttached || read.signers.count != 1 {
                let detail = read.isAttached ? "content inside" : "\(read.signers.count) signers"
                facts.findings.append(PDFSignatureFinding(kind: .message, detail: detail))
            }
            facts.message = .success(read)
        } catch {
            guard error.code != .cryptoLibraryFailure else { throw error }
            facts.message = .failure(error)
        }
    }

    private func timestamp(
        _ message: [UInt8],
        over signed: [Range<Int>],
        of bytes: MemoryBytes
    ) throws(SigningError) -> PDFSignatureFacts.DocumentTimestamp {
        let token: TimestampToken
        do throws(SigningError) {
            token = try TimestampToken(message, candidates: candidates, limits: limits)
        } catch {
            guard error.code != .cryptoLibraryFailure else { throw error }
            return .init(token: .failure(error), imprint: .unknown(.content))
        }
        guard let algorithm = token.info.imprint.digestAlgorithm else {
            return .init(token: .success(token), imprint: .unknown(.algorithm))
        }
        let digests = try ContentDigests([algorithm], limits: limits)
        try digests.update(from: PDFSignedSource(bytes, signed))
        let matches = try digests.finish()[algorithm] == token.info.imprint.digest
        return .init(token: .success(token), imprint: matches ? .matches : .differs)
    }
}
