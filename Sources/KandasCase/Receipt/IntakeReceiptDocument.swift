import FoundationEssentials
public import KandasSign
import KandasText

/// A receipt as it is signed: JSON with its words in Kazakh and Russian, the same bytes for the same receipt.
public struct IntakeReceiptDocument: Codable, Hashable, Sendable {
    /// `urn:kandas:receipt:1`.
    public let type: String
    /// The number the application is registered under.
    public let registrationNumber: String
    /// The application's identifier.
    public let applicationID: String?
    /// The SHA-256 of the file that was handed in, 64 hexadecimal digits.
    public let sha256: String
    /// Its size in bytes.
    public let size: Int
    /// `accept`, `return` or `wait`.
    public let decision: IntakeReport.Verdict
    /// The same in words.
    public let decisionText: Words
    /// The codes of the reasons.
    public let codes: [String]
    /// When it came in, RFC 3339 in UTC.
    public let receivedAt: String
    /// The same by the clock of Kazakhstan.
    public let receivedLocally: String
    /// The day of registration.
    public let registeredOn: CalendarDate?
    /// The last day for the decision.
    public let due: CalendarDate?
    /// The act that sets it.
    public let dueBasis: Words?
    /// The regulation profile.
    public let profile: String?
    /// The BIN of the body.
    public let authority: String
    /// Who received it.
    public let receiver: String

    /// A text in both languages.
    public struct Words: Codable, Hashable, Sendable {
        /// Kazakh.
        public let kk: String
        /// Russian.
        public let ru: String

        init(_ text: (Language) -> String) {
            kk = text(.kazakh)
            ru = text(.russian)
        }
    }

    static let type = "urn:kandas:receipt:1"

    /// Describes a receipt.
    public init(_ receipt: IntakeReceipt) {
        type = IntakeReceiptDocument.type
        registrationNumber = receipt.registrationNumber
        applicationID = receipt.applicationID
        sha256 = KandasSign.Hexadecimal.text(receipt.sha256)
        size = receipt.size
        decision = receipt.verdict
        decisionText = Words { language in
            CaseCatalogue.shared.message(for: "RECEIPT_\(receipt.verdict.rawValue.uppercased())", in: language).text
        }
        codes = receipt.codes
        receivedAt = receipt.receivedAt.description
        receivedLocally = KazakhstanClock.text(of: receipt.receivedAt)
        registeredOn = receipt.term?.registeredOn
        due = receipt.term?.due
        dueBasis = receipt.term?.deadlines.first.map { deadline in Words { deadline.term.basis.text(in: $0) } }
        profile = receipt.term?.profile?.id
        authority = receipt.authority.digits
        receiver = receipt.receiver
    }

    /// The bytes that are signed.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if it has no JSON form.
    public func json() throws(SigningError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(self)) + [0x0a]
        } catch {
            throw SigningError(.outputUnwritable, "the receipt has no JSON form")
        }
    }

    /// Reads a receipt; whether it is signed is not judged here.
    ///
    /// - Parameter json: UTF-8 JSON.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput``.
    public init(json: [UInt8]) throws(SigningError) {
        do {
            self = try JSONDecoder().decode(IntakeReceiptDocument.self, from: Data(json))
        } catch {
            throw .malformed("this is no receipt")
        }
        guard type == IntakeReceiptDocument.type else {
            throw .malformed("this is no receipt of the form \(IntakeReceiptDocument.type)")
        }
    }
}
