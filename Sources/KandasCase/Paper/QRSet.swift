public import KandasSign

/// A row of codes of a print form put together: the XML document that it carries.
///
/// That a row has the right form proves nothing: anybody can make one. Only the signature inside counts.
public struct QRSet: Hashable, Sendable {
    /// The document's number by the codes; `nil` in the older form.
    public let documentNumber: String?
    /// The XML document.
    public let document: [UInt8]

    /// The name of the one file in the archive.
    static let entryName = "one"
    /// The most codes that a row of ours has.
    public static let most = 12

    /// Puts the codes of a row together.
    ///
    /// - Parameters:
    ///   - pieces: The codes in any order; one that was read twice may stand there twice.
    ///   - limits: `decisionBytes` bounds the document.
    /// - Throws: ``QRSetError`` with the rule that is broken.
    public init(_ pieces: [QRPiece], limits: Limits = Limits()) throws(QRSetError) {
        let slices = try QRSet.ordered(pieces)
        documentNumber = pieces.first?.documentNumber
        document = try QRSet.unpack(slices, limits)
        guard QRSet.isSigned(document, limits) else { throw QRSetError("KND-QR-03") }
    }

    /// The slices in their order, joined.
    private static func ordered(_ pieces: [QRPiece]) throws(QRSetError) -> [UInt8] {
        guard let first = pieces.first else { throw QRSetError("KND-QR-01", ["missing": "1", "amount": "–"]) }
        var byNumber: [Int: QRPiece] = [:]
        for piece in pieces {
            guard piece.documentNumber == first.documentNumber, piece.amount == first.amount else {
                throw QRSetError("KND-QR-01", ["missing": "–", "amount": "\(first.amount)"])
            }
            if let other = byNumber[piece.number], other.slice != piece.slice {
                throw QRSetError("KND-QR-01", ["missing": "\(piece.number)", "amount": "\(first.amount)"])
            }
            byNumber[piece.number] = piece
        }
        let missing = (1...max(first.amount, 1)).filter { byNumber[$0] == nil }
        guard missing.isEmpty else {
            throw QRSetError(
                "KND-QR-01",
                ["missing": missing.map(String.init).joined(separator: ", "), "amount": "\(first.amount)"]
            )
        }
        return (1...max(first.amount, 1)).flatMap { byNumber[$0]?.slice ?? [] }
    }

    /// The one file of the archive.
    private static func unpack(_ archive: [UInt8], _ limits: Limits) throws(QRSetError) -> [UInt8] {
        do throws(SigningError) {
            let zip = try ZIPArchive(MemoryBytes(archive), limits: limits)
            guard zip.entries.count == 1, let entry = zip.entry(named: entryName) else {
                throw .malformed("the archive has other files than \(entryName)")
            }
            return try zip.contents(of: entry, limit: limits.decisionBytes)
        } catch {
            throw QRSetError("KND-QR-02", ["cause": error.code.rawValue])
        }
    }

    /// Whether the document holds an XML signature, good or bad.
    private static func isSigned(_ document: [UInt8], _ limits: Limits) -> Bool {
        guard let reader = try? XMLStreamReader(bytes: document, limits: limits) else { return false }
        var found = false
        do throws(SigningError) {
            while let event = try reader.next() {
                if case .startElement(XMLFormReader.signatureNamespace, "Signature", _) = event { found = true }
            }
        } catch {
            return false
        }
        return found
    }

    /// Makes the codes for a signed document; see ``LongTermProperties`` for what is left out of it.
    ///
    /// - Parameters:
    ///   - document: The signed XML.
    ///   - number: The document's number, 12 to 20 digits.
    ///   - time: When they are made.
    /// - Returns: The codes, in their order; at most ``most``.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if the document is too long for a row, and
    ///   ``SigningError/Code/malformedInput`` if it is not signed: a row without signature is never made.
    public static func pieces(
        of document: [UInt8],
        number: String,
        at time: Timestamp
    ) throws(SigningError) -> [QRPiece] {
        guard isSigned(document, Limits()) else { throw .malformed("what is not signed does not go into codes") }
        guard 12...20 ~= number.utf8.count, number.utf8.allSatisfy({ 48...57 ~= $0 }) else {
            throw .malformed("a document's number has 12 to 20 digits")
        }
        let slim = try LongTermProperties.removed(from: document)
        let sink = MemorySink()
        let zip = ZIPWriter(to: sink)
        try zip.add(entryName, .bytes(slim), method: .deflated)
        try zip.finish()
        let archive = sink.bytes
        // The sizes in use elsewhere: 700 where that suffices, and no more than 1183.
        guard let size = [700, 1_183].first(where: { archive.count <= $0 * most }) else {
            throw .limit("the document takes more than \(most) codes")
        }
        let amount = (archive.count + size - 1) / size
        let created = KazakhstanClock.internetText(of: time)
        return (0..<amount)
            .map { index in
                QRPiece(
                    number: index + 1,
                    amount: amount,
                    documentNumber: number,
                    created: created,
                    slice: Array(archive[index * size..<min((index + 1) * size, archive.count)])
                )
            }
    }

    /// Makes sure that the number on the codes is the one on the paper and the one in the document (KND-QR-04).
    ///
    /// - Parameters:
    ///   - printed: The number that is printed, if it was read.
    ///   - inDocument: The number in the document.
    /// - Throws: ``QRSetError`` if two of them differ.
    public func requireNumber(printed: String?, inDocument: String?) throws(QRSetError) {
        let numbers = [printed, documentNumber, inDocument].compactMap(\.self)
        guard Set(numbers).count <= 1 else {
            throw QRSetError("KND-QR-04", ["numbers": numbers.joined(separator: ", ")])
        }
    }
}
