public import KandasSign

/// What the codes of papers come to: documents, claims, and what is wrong with the rest.
///
/// The order of the codes says nothing, and a code may be there more than once, as when two pictures overlap.
public struct PaperCodes: Sendable {
    /// The documents that whole rows carry; each holds a signature that nobody has judged yet.
    public let sets: [QRSet]
    /// The claims of compact codes, whose signatures nobody has judged yet.
    public let claims: [SignedClaim]
    /// What is wrong with rows and codes, what is missing, and that there are codes of something else.
    public let findings: [Reason]

    /// Puts codes together.
    ///
    /// - Parameters:
    ///   - texts: What a scanner read, a text for each code.
    ///   - limits: `qrPieces` bounds a row, and four times as many all codes.
    /// - Throws: ``KandasSign/SigningError`` with code `LIMIT_EXCEEDED` for more codes than that.
    public init(_ texts: [[UInt8]], limits: Limits = Limits()) throws(SigningError) {
        guard texts.count <= 4 * limits.qrPieces else { throw .limit("more codes than papers have") }
        var claims: [SignedClaim] = []
        var rows: [String: [QRPiece]] = [:]
        var findings: [Reason] = []
        for text in texts {
            if text.starts(with: SignedClaim.prefix.utf8) {
                guard let claim = try? SignedClaim(text: text, limits: limits) else {
                    findings.append(PaperCodes.reason(.codeUnknown, .failure))
                    continue
                }
                if !claims.contains(claim) { claims.append(claim) }
            } else if let piece = try? QRPiece(text: text, limits: limits) {
                rows[piece.documentNumber ?? "", default: []].append(piece)
            } else if !findings.contains(where: { $0.severity == .warning }) {
                findings.append(PaperCodes.reason(.codeUnknown, .warning))
            }
        }
        var sets: [QRSet] = []
        for (_, pieces) in rows.sorted(by: { $0.key < $1.key }) {
            do throws(QRSetError) {
                sets.append(try QRSet(pieces, limits: limits))
            } catch {
                var finding = error.reason
                // What is missing may lie beside the scanner; nothing is said against the document yet.
                if finding.rule == "KND-QR-01" { finding.severity = .indeterminate }
                findings.append(finding)
            }
        }
        if rows.isEmpty, claims.isEmpty, !findings.contains(where: { $0.severity == .failure }) {
            findings.append(PaperCodes.reason(.codesMissing, .indeterminate))
        }
        self.sets = sets
        self.claims = claims
        self.findings = findings
    }

    /// Whether a file begins with the text of a code.
    ///
    /// - Parameter head: The file's first bytes, 256 of them at least.
    /// - Returns: Whether it does.
    public static func isText(_ head: [UInt8]) -> Bool {
        if head.starts(with: heads[0]) {
            let text = String(decoding: head, as: UTF8.self)
            return text.contains(QRPiece.namespace) || text.contains("<BarCode>")
        }
        return heads.dropFirst().contains { head.starts(with: $0) }
    }

    /// Divides a text in which the texts of several codes stand one after the other, each on lines of its own.
    ///
    /// - Parameter text: What scanners' programs give out.
    /// - Returns: A text for each code.
    public static func texts(in text: [UInt8]) -> [[UInt8]] {
        var texts: [[UInt8]] = []
        for line in text.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            let line = line.drop { $0 == 0x20 || $0 == 0x09 }
            let isHead = heads.contains { line.starts(with: $0) }
            // A declaration and its root may stand on two lines.
            let goesOn = texts.last.map(isDeclaration) == true
            if texts.isEmpty || isHead && !goesOn || texts.last?.starts(with: SignedClaim.prefix.utf8) == true {
                texts.append(Array(line))
            } else {
                texts[texts.count - 1] += line
            }
        }
        return texts
    }

    /// What the text of a code begins with.
    private static let heads = ["<?xml", "<BarcodeElement", "<BarCode", SignedClaim.prefix].map { Array($0.utf8) }

    /// Whether a text is an XML declaration and nothing else yet.
    private static func isDeclaration(_ text: [UInt8]) -> Bool {
        text.count { $0 == 0x3c } == 1 && text.suffix(2) == [0x3f, 0x3e]
    }

    private static func reason(_ code: PaperCode, _ severity: Reason.Severity) -> Reason {
        Reason(code.rawValue, severity, actor: .operator)
    }
}
