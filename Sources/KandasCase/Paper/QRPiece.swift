public import KandasSign

/// One code of a row on a print form, in the national form: a slice of a ZIP archive with the signed XML.
///
/// The text of a code is XML, `BarcodeElement` of the namespace `http://barcodes.pdf.shep.nitec.kz/`; an older form has a root
/// `BarCode` without namespace.
public struct QRPiece: Hashable, Sendable {
    /// The number of the piece, from 1; where it stands on the page says nothing.
    public let number: Int
    /// How many pieces there are.
    public let amount: Int
    /// The document's number, the same on all pieces; the older form has none.
    public let documentNumber: String?
    /// When the codes were made, as it stands there.
    public let created: String
    /// The slice.
    public let slice: [UInt8]

    static let namespace = "http://barcodes.pdf.shep.nitec.kz/"

    /// Reads the text of a code.
    ///
    /// - Parameters:
    ///   - text: What a scanner read: UTF-8 XML.
    ///   - limits: `qrPieceBytes` bounds the text, `qrPieces` the amount that it may state.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/unsupported`` if it is another kind of code,
    ///   ``SigningError/Code/malformedInput`` and ``SigningError/Code/limitExceeded``.
    public init(text: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        guard text.count <= limits.qrPieceBytes else {
            throw .limit("the text of a code is longer than any code holds")
        }
        let reader = try XMLStreamReader(bytes: text, limits: limits)
        guard case .startElement(let namespace, let root, _)? = try reader.next(),
            (namespace, root) == (QRPiece.namespace, "BarcodeElement") || (namespace, root) == ("", "BarCode")
        else { throw .unsupported("the text of a code is not of the national form") }
        var fields: [String: String] = [:]
        while let event = try reader.next() {
            guard case .startElement(namespace, let name, _) = event else { continue }
            guard fields.updateValue(try reader.elementText(), forKey: name) == nil else {
                throw .malformed("a code has two elements \(name)")
            }
        }
        guard let number = QRPiece.count(fields["elementNumber"]), let amount = QRPiece.count(fields["elementsAmount"]),
            number <= amount
        else { throw .malformed("a code does not say which piece it is") }
        guard amount <= limits.qrPieces else { throw .limit("a row has more than \(limits.qrPieces) codes") }
        guard let data = fields["elementData"], let slice = Base64.decode(data), !slice.isEmpty else {
            throw .malformed("a code holds no base64")
        }
        self.number = number
        self.amount = amount
        documentNumber = fields["FavorID"]
        created = fields["creationDate"] ?? ""
        self.slice = slice
    }

    init(number: Int, amount: Int, documentNumber: String?, created: String, slice: [UInt8]) {
        self.number = number
        self.amount = amount
        self.documentNumber = documentNumber
        self.created = created
        self.slice = slice
    }

    /// The text for a code, UTF-8.
    public var text: [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>\
            <BarcodeElement xmlns="\(QRPiece.namespace)"><creationDate>\(created)</creationDate>\
            <elementData>\(Base64.encode(slice))</elementData><elementNumber>\(number)</elementNumber>\
            <elementsAmount>\(amount)</elementsAmount><FavorID>\(documentNumber ?? "")</FavorID></BarcodeElement>
            """
            .utf8
        )
    }

    private static func count(_ text: String?) -> Int? {
        guard let text, 1...4 ~= text.utf8.count, text.utf8.allSatisfy({ 48...57 ~= $0 }), let value = Int(text),
            value > 0
        else { return nil }
        return value
    }
}
