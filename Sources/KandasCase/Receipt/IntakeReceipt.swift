public import KandasSign

/// The slip that the body gives for an application (APPC article 64(2)): its number, when it came in, what became of it at
/// intake, and by when it will be decided.
///
/// It names the application by its digest, and holds neither names nor identification numbers of the family.
public struct IntakeReceipt: Hashable, Sendable {
    /// The number the application is registered under.
    public let registrationNumber: String
    /// The application's identifier; `nil` if it could not be read.
    public let applicationID: String?
    /// The SHA-256 of the file that was handed in.
    public let sha256: [UInt8]
    /// Its size in bytes.
    public let size: Int
    /// What became of it at intake.
    public let verdict: IntakeReport.Verdict
    /// The codes of the reasons, each once, failures first.
    public let codes: [String]
    /// When it came in.
    public let receivedAt: Timestamp
    /// The term; `nil` unless the application was accepted.
    public let term: TermComputation?
    /// The BIN of the body that received it.
    public let authority: BusinessIdentificationNumber
    /// Who received it, by the certificate of the key.
    public let receiver: String

    /// Creates a receipt.
    ///
    /// - Parameters:
    ///   - report: What intake said.
    ///   - file: The file that was handed in; it is read once.
    ///   - registrationNumber: The number it is registered under.
    ///   - receivedAt: When it came in.
    ///   - certificate: The certificate of whoever receives it, who acts for a body.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/keyNotForSigning`` if the certificate has no BIN, and what
    ///   reading throws.
    public init(
        _ report: IntakeReport,
        of file: any RandomAccessBytes,
        registrationNumber: String,
        receivedAt: Timestamp,
        by certificate: Certificate
    ) throws(SigningError) {
        guard let authority = certificate.holder.bin.flatMap({ BusinessIdentificationNumber($0) }) else {
            throw SigningError(
                .keyNotForSigning,
                "a receipt is signed for a body, and the key's certificate has no BIN"
            )
        }
        self.authority = authority
        receiver = certificate.holder.commonName ?? certificate.subject.description
        self.registrationNumber = registrationNumber
        self.receivedAt = receivedAt
        applicationID = report.application?.id
        sha256 = try DigestAlgorithm.sha256.digest(of: file)
        size = file.count
        verdict = report.verdict
        var seen: Set<String> = []
        codes = report.reasons.map(\.code).filter { seen.insert($0).inserted }
        term = report.verdict == .accept ? report.term(receivedAt: receivedAt) : nil
    }

    /// Makes sure that a certificate's holder acts for a body, as whoever signs a receipt does.
    ///
    /// - Returns: The body's BIN.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/keyNotForSigning`` if the certificate has none.
    @discardableResult
    public static func requireBody(_ certificate: Certificate) throws(SigningError) -> BusinessIdentificationNumber {
        guard let bin = certificate.holder.bin.flatMap({ BusinessIdentificationNumber($0) }) else {
            throw SigningError(
                .keyNotForSigning,
                "a receipt is signed for a body, and the key's certificate has no BIN"
            )
        }
        return bin
    }
}

extension DigestAlgorithm {
    /// The digest of a whole file, read in pieces.
    func digest(of file: any RandomAccessBytes) throws(SigningError) -> [UInt8] {
        let digester = try Digester(self)
        let source = file.source()
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while case let got = try source.read(into: &chunk), got > 0 { try digester.update(chunk[..<got]) }
        return try digester.finish()
    }
}

extension IntakeReport {
    /// The term for the application, by the profile in force on the day of receipt.
    public func term(receivedAt time: Timestamp) -> TermComputation? {
        guard let application, let service = application.service else { return nil }
        let request = TermRequest(
            received: ReceiptTime(time),
            service: service,
            hasIIN: application.applicant.iin != nil
        )
        return TermCalculator().compute(request)
    }
}
