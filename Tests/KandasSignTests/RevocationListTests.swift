import KandasTestPKI
import Support
import Testing

@testable import KandasSign

@Suite("Revocation lists: index, scope, hostile bytes")
struct RevocationListTests {
    private static let algorithm = DER.sequence(DER.objectIdentifier("1.2.840.10045.4.3.2"))
    private static let name = DER.sequence(
        DER.set(of: [DER.sequence(DER.objectIdentifier("2.5.4.3"), DER.utf8String("Issuer"))])
    )
    private static let date = Timestamp(seconds: 1_700_000_000)

    private static func entry(_ serialNumber: [UInt8], _ extensions: [UInt8] = []) -> [UInt8] {
        DER.sequence(DER.element(DER.Tag.integer, serialNumber), DER.time(date), extensions)
    }

    /// A list whose signature is nobody's.
    private static func list(version: [UInt8] = DER.integer(1), entries: [[UInt8]]?, extensions: [UInt8] = [])
        -> [UInt8]
    {
        let part = DER.sequence(
            version,
            algorithm,
            name,
            DER.time(date),
            DER.time(date.adding(days: 1)),
            entries.map { DER.sequence(of: $0) } ?? [],
            extensions
        )
        return DER.sequence(part, algorithm, DER.bitString([1]))
    }

    private static func `extension`(_ identifier: ObjectIdentifier, critical: Bool = false, _ value: [UInt8]) -> [UInt8]
    {
        DER.sequence(
            DER.objectIdentifier(identifier),
            critical ? DER.boolean(true) : [],
            DER.octetString(value)
        )
    }

    private static func reason(_ code: UInt8) -> [UInt8] {
        DER.sequence(`extension`(CertificateExtension.Identifier.reasonCode, [DER.Tag.enumerated, 1, code]))
    }

    @Test("Every entry is found, whatever its form, and nothing else")
    func index() throws {
        var entries: [[UInt8]] = []
        var serials: [[UInt8]] = []
        for number in 0..<2_000 {
            let serial: [UInt8] = [1 + UInt8(number % 100), UInt8(number / 100), UInt8(number % 251)]
            guard !serials.contains(serial) else { continue }
            serials.append(serial)
            // One in three with a reason, one in seven with another extension, which takes the general reader.
            let other = DER.sequence(Self.extension("1.2.3.4", [5, 0]))
            entries.append(Self.entry(serial, number % 7 == 0 ? other : number % 3 == 0 ? Self.reason(4) : []))
        }
        let list = try CertificateRevocationList(der: Self.list(entries: entries))
        #expect(list.count == serials.count)
        for (number, serial) in serials.enumerated() {
            let found = try #require(list.entry(serialNumber: serial))
            #expect(found.revocationDate == Self.date)
            #expect(found.reason == nil || found.reason == .superseded, "\(number)")
        }
        for serial: [UInt8] in [[0], [1], [101, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]] {
            #expect(list.entry(serialNumber: serial) == nil)
        }
    }

    @Test("Of two entries for a number the first counts: a later one cannot take it back")
    func twice() throws {
        let der = Self.list(entries: [Self.entry([7], Self.reason(1)), Self.entry([7], Self.reason(8))])
        #expect(try CertificateRevocationList(der: der).entry(serialNumber: [7])?.reason == .keyCompromise)
    }

    @Test("A list of nothing but one number costs no more than another: 20,000 equal entries")
    func flood() throws {
        let der = Self.list(entries: [[UInt8]](repeating: Self.entry([7]), count: 20_000))
        let list = try CertificateRevocationList(der: der)
        #expect(list.count == 20_000)
        #expect(list.entry(serialNumber: [7]) != nil)
        #expect(list.entry(serialNumber: [8]) == nil)
    }

    private static let hostile: [(String, [UInt8])] = [
        ("an empty list of entries", list(entries: [])),
        ("an entry without date", list(entries: [DER.sequence(DER.integer(1))])),
        ("a 30th of February", list(entries: [impossibleDay])),
        ("a padded serial number", list(entries: [entry([0, 1])])),
        ("an empty serial number", list(entries: [entry([])])),
        ("extensions in version 1", list(version: [], entries: [entry([1], reason(1))])),
        ("an unknown version", list(version: DER.integer(2), entries: nil)),
        ("an extension twice", list(entries: nil, extensions: DER.explicit(0, DER.sequence(crlNumber, crlNumber)))),
        (
            "an empty issuingDistributionPoint",
            list(
                entries: nil,
                extensions: DER.explicit(
                    0,
                    DER.sequence(
                        `extension`(
                            CertificateExtension.Identifier.issuingDistributionPoint,
                            critical: true,
                            [0x30, 0]
                        )
                    )
                )
            )
        ),
        ("bytes after it", list(entries: nil) + [0]),
    ]
    private static let crlNumber = `extension`(CertificateExtension.Identifier.crlNumber, DER.integer(1))
    private static let impossibleDay = DER.sequence(
        DER.integer(1),
        DER.element(DER.Tag.utcTime, Array("240230000000Z".utf8))
    )

    @Test("What is no list is refused", arguments: hostile)
    func refused(name: String, bytes: [UInt8]) {
        let error = #expect(throws: SigningError.self) { try CertificateRevocationList(der: bytes) }
        #expect(error?.code == .malformedInput)
    }

    @Test("A list with something critical that is not known answers nothing, in entries too")
    func critical() throws {
        let unknown = Self.extension("1.2.3.4", critical: true, [5, 0])
        let inEntry = Self.list(entries: [Self.entry([1], DER.sequence(unknown))])
        let inList = Self.list(entries: nil, extensions: DER.explicit(0, DER.sequence(unknown)))
        #expect(try !CertificateRevocationList(der: inEntry).isUnderstood)
        #expect(try !CertificateRevocationList(der: inList).isUnderstood)
        #expect(try CertificateRevocationList(der: Self.list(entries: [Self.entry([1])])).isUnderstood)
    }

    @Test("A list that is cut is refused, and one with a bit turned is nobody's")
    func touched() throws {
        let pki = try SharedPKI.ec.get()
        let der = pki.issuingRevocationList
        #expect(try CertificateRevocationList(der: der).isSigned(by: pki.issuing.certificate))
        for count in 0..<der.count {
            #expect(throws: SigningError.self) { try CertificateRevocationList(der: Array(der[..<count])) }
        }
        for index in der.indices {
            var touched = der
            touched[index] ^= 1 << UInt8(index % 8)
            guard let list = try? CertificateRevocationList(der: touched) else { continue }
            #expect(!list.isSigned(by: pki.issuing.certificate), "byte \(index)")
        }
    }
}
