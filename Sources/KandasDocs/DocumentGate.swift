internal import PDFSyntax

/// The gate for attachments: whether they are a whole and safe PDF, or a whole JPEG, and nothing besides.
///
/// It sees the bytes once, in pieces of any size, so that whoever copies or digests a document can judge it in the same
/// pass. A JPEG is judged as it goes by, block for block; a PDF is gathered and judged at its end, every object of
/// every revision.
///
/// The same bytes give the same report however they are cut, on every machine. Time is linear in the bytes and in what
/// the policy lets a PDF decode. Memory is bounded: for a JPEG by 400 KiB and, if it is progressive, one bit for each
/// coefficient besides, at most half of ``JPEGPolicy/maximumPixels`` in bytes; for a PDF by its own bytes, up to
/// ``DocumentPolicy/maximumBytesInMemory``, and what ``PDFPolicy`` lets its structure take. A longer PDF is kept in a
/// temporary file without a name, which nobody else can open, shorten or change while it is judged. No input makes it fail: whatever is wrong is a
/// finding.
///
///     var gate = DocumentGate()
///     while let chunk = try next() { gate.update(chunk) }
///     let report = gate.finish(name: "passport.pdf")
public struct DocumentGate: Sendable {
    /// What is let pass.
    public let policy: DocumentPolicy

    /// How many bytes have come so far.
    public private(set) var size = 0

    private var head: [UInt8] = []
    private var tail = TailBuffer(limit: ZIPEnd.reach)
    private var reader = Reader.undecided

    private enum Reader: Sendable {
        case undecided
        case pdf(PDFSpool)
        case jpeg(JPEGWalk)
        case other
    }

    private let decisions: (any EmbeddedDecisionVerifier)?

    /// Creates a gate for one document.
    ///
    /// - Parameters:
    ///   - policy: What is let pass.
    ///   - decisions: Vouches for a decision that is embedded in a PDF; without it none passes.
    public init(policy: DocumentPolicy = .init(), decisions: (any EmbeddedDecisionVerifier)? = nil) {
        self.policy = policy
        self.decisions = decisions
    }

    /// Whether there are more bytes than the policy accepts.
    ///
    /// Nothing can make the document acceptable then, and the rest need not be given.
    public var isOverLimit: Bool { size > policy.maximumBytes }

    /// Takes the next bytes.
    public mutating func update(_ chunk: ArraySlice<UInt8>) {
        chunk.withUnsafeBytes { update($0) }
    }

    /// Takes the next bytes.
    public mutating func update(_ chunk: [UInt8]) {
        chunk.withUnsafeBytes { update($0) }
    }

    /// The verdict on a document in memory.
    ///
    /// - Parameters:
    ///   - bytes: The whole document.
    ///   - name: Its name, whose ending must fit; see ``finish(name:)``.
    ///   - policy: What is let pass.
    /// - Returns: The report.
    public static func judge(
        _ bytes: [UInt8],
        name: String? = nil,
        policy: DocumentPolicy = .init()
    ) -> DocumentReport {
        var gate = DocumentGate(policy: policy)
        gate.update(bytes)
        return gate.finish(name: name)
    }

    /// Ends the document.
    ///
    /// - Parameter name: The document's name, with or without folders. Its ending must stand for the kind that the
    ///   content has: pdf, or jpg, jpeg, jpe, in any case. Without a name nothing is said about it.
    /// - Returns: The report on all bytes since the gate was created.
    public func finish(name: String? = nil) -> DocumentReport {
        var mediaType: DocumentMediaType?
        var pdf: PDFSummary?
        var jpeg: JPEGWalk?
        var findings = sizeFindings
        switch reader {
        case .pdf(let spool):
            mediaType = .pdf
            // A document that was given up half-way says nothing.
            if !isOverLimit {
                let gate = PDFGate(policy: policy.pdf, maximumPadding: policy.maximumPadding, decisions: decisions)
                let verdict = spool.withBuffer { gate.judge($0) }
                pdf = verdict.summary
                findings += verdict.findings
            }
        case .jpeg(var walk):
            mediaType = .jpeg
            if !isOverLimit { walk.end() }
            jpeg = walk
            findings += walk.findings
        case .undecided, .other:
            if size > 0 { findings.append(OtherFormat.finding(head: head)) }
        }
        if let mediaType {
            if !isOverLimit, mediaType == .jpeg, ZIPEnd.isPresent(in: tail) {
                let parameters = ["format": mediaType.displayName, "other": "ZIP"]
                findings.append(DocumentFinding(.polyglot, .refuse, parameters: parameters))
            }
            if !policy.mediaTypes.contains(mediaType) {
                let allowed = policy.mediaTypes.map(\.displayName).sorted().joined(separator: ", ")
                let parameters = ["format": mediaType.displayName, "allowed": allowed]
                findings.append(DocumentFinding(.typeNotAllowed, .refuse, parameters: parameters))
            }
            if let name, let finding = DeclaredName(name).finding(for: mediaType) { findings.append(finding) }
        }
        return DocumentReport(
            mediaType: mediaType,
            size: size,
            pdf: pdf,
            jpeg: jpeg,
            findings: findings
        )
    }

    private mutating func update(_ chunk: UnsafeRawBufferPointer) {
        guard !chunk.isEmpty, !isOverLimit else {
            size = size.addingReportingOverflow(chunk.count).partialValue & Int.max
            return
        }
        size += chunk.count
        if head.count < OtherFormat.headLength { head += chunk.prefix(OtherFormat.headLength - head.count) }
        switch reader {
        case .undecided: decide(chunk)
        case .other: break
        case .pdf(var spool):
            // The case is emptied first, so that the reader has one owner and is changed in place.
            reader = .undecided
            if isOverLimit { spool.removeAll() } else { spool.append(chunk) }
            reader = .pdf(spool)
        case .jpeg(var walk):
            reader = .undecided
            walk.update(chunk)
            reader = .jpeg(walk)
            tail.append(chunk)
        }
    }

    /// Chooses the reader by the first bytes, and gives it all that came before `chunk` and `chunk`.
    private mutating func decide(_ chunk: UnsafeRawBufferPointer) {
        if head.starts(with: JPEGWalk.magic) {
            var walk = JPEGWalk(policy: policy.jpeg)
            feed(chunk) { walk.update($0) }
            reader = .jpeg(walk)
        } else if head.starts(with: PDFEnds.magic) {
            var spool = PDFSpool(memoryLimit: policy.maximumBytesInMemory)
            feed(chunk) { spool.append($0) }
            reader = .pdf(spool)
        } else if head.count >= PDFEnds.magic.count {
            reader = .other
        }
    }

    private mutating func feed(_ chunk: UnsafeRawBufferPointer, to reader: (UnsafeRawBufferPointer) -> Void) {
        let earlier = Array(head.prefix(size - chunk.count))
        earlier.withUnsafeBytes {
            reader($0)
            tail.append($0)
        }
        reader(chunk)
        tail.append(chunk)
    }

    private var sizeFindings: [DocumentFinding] {
        guard size > 0 else { return [DocumentFinding(.empty, .refuse)] }
        var findings: [DocumentFinding] = []
        if isOverLimit {
            let parameters = ["limit": "\(policy.maximumBytes)", "limitMB": policy.maximumMebibytes]
            findings.append(DocumentFinding(.tooLarge, .refuse, offset: policy.maximumBytes, parameters: parameters))
        }
        if size < policy.minimumBytes {
            findings.append(DocumentFinding(.tooSmall, .refuse, parameters: ["size": "\(size)"]))
        }
        return findings
    }
}
