import KandasSign
import KandasTestPKI
import Support
import Testing

@testable import KandasCase

@Suite("A status list says what happened to a certificate, and nothing about whose it is")
struct StatusListTests {
    static let id = "018f6b2e-7c00-7abc-8def-0123456789ff"
    static let time = Timestamp(seconds: 1_795_348_800)
    static let pki = Result { try TestPKI.make(kind: .ellipticCurve(bits: 256), at: time) }

    /// A generator whose numbers repeat from run to run.
    struct Repeating: RandomNumberGenerator {
        var state: UInt64 = 1
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    static func authority() throws -> BusinessIdentificationNumber {
        try #require(BusinessIdentificationNumber(TestPKI.Person.bodyNumber))
    }

    static func register(_ count: Int, places: Int = StatusList.leastPlaces) throws -> (StatusRegister, [Int]) {
        var register = try StatusRegister(list: id, authority: try authority(), places: places)
        var generator = Repeating()
        let given = try (0..<count).map { _ in try #require(try register.assign(using: &generator).index) }
        return (register, given)
    }

    static func publish(_ register: inout StatusRegister) throws -> StatusList {
        try register.publish(at: time, nextUpdate: time.adding(days: 1))
    }

    static func trust() throws -> TrustStore {
        let pki = try pki.get()
        return TrustStore(
            anchors: [pki.root.certificate],
            intermediates: [pki.issuing.certificate],
            revocationLists: try [pki.rootRevocationList, pki.issuingRevocationList]
                .map { try CertificateRevocationList(der: $0) }
        )
    }

    private func day(_ text: String) -> CalendarDate { CaseFixtures.date(text) }

    @Test("What was recorded is read back from the signed bytes, day by day")
    func events() throws {
        var (register, places) = try Self.register(6)
        try register.record(StatusEvent(.extended, day("2027-05-14")), at: places[0])
        try register.record(StatusEvent(.replaced, day("2026-06-01")), at: places[1])
        try register.record(StatusEvent(.annulled, day("2026-06-02")), at: places[2])
        try register.record(StatusEvent(.ended, day("2026-06-03")), at: places[3])
        // Extended first, annulled later: before that day the extension holds.
        try register.record(StatusEvent(.extended, day("2027-05-14")), at: places[4])
        try register.record(StatusEvent(.annulled, day("2026-12-01")), at: places[4])
        let made = try Self.publish(&register)
        let list = try StatusList(der: try made.der())
        #expect(list == made)
        #expect(list.sequence == 1)
        func on(_ date: String) -> [StatusList.Statement?] {
            places.map { list.statement(at: $0, on: day(date)) }
        }
        #expect(
            on("2026-06-30") == [
                .extended(until: day("2027-05-14")), .replaced(from: day("2026-06-01")),
                .annulled(from: day("2026-06-02")), .ended(from: day("2026-06-03")),
                .extended(until: day("2027-05-14")), .nothing,
            ]
        )
        #expect(on("2026-06-01")[1...3] == [.replaced(from: day("2026-06-01")), .nothing, .nothing])
        #expect(on("2026-12-01")[4] == .annulled(from: day("2026-12-01")))
        #expect(list.statement(at: -1, on: day("2026-06-01")) == nil)
        #expect(list.statement(at: list.places, on: day("2026-06-01")) == nil)
        #expect(list.exceptions == 6 && list.marked == 5)
    }

    @Test("The register refuses what contradicts itself")
    func refusals() throws {
        var (register, places) = try Self.register(2)
        let free = try #require((0..<100).first { !places.contains($0) })
        func code(_ event: StatusEvent, _ place: Int) -> SigningError.Code? {
            #expect(throws: SigningError.self) { try register.record(event, at: place) }?.code
        }
        #expect(code(StatusEvent(.annulled, day("2026-06-01")), free) == .statusNotAssigned)
        #expect(code(StatusEvent(.annulled, day("2026-06-01")), -1) == .statusNotAssigned)
        #expect(code(StatusEvent(.annulled, day("2026-06-01")), .max) == .statusNotAssigned)
        try register.record(StatusEvent(.extended, day("2027-05-14")), at: places[0])
        #expect(code(StatusEvent(.extended, day("2027-11-14")), places[0]) == .statusChangeRefused)
        try register.record(StatusEvent(.ended, day("2026-06-01")), at: places[0])
        #expect(code(StatusEvent(.replaced, day("2026-06-01")), places[0]) == .statusChangeRefused)
        #expect(code(StatusEvent(.ended, day("1969-12-31")), places[1]) == .statusChangeRefused)
        for wrong in ["", "not-a-uuid", "018F6B2E-7C00-7ABC-8DEF-0123456789FF"] {
            #expect(throws: SigningError.self) { try StatusRegister(list: wrong, authority: try Self.authority()) }
        }
        for wrong in [0, 8, StatusList.leastPlaces - 8, StatusList.leastPlaces + 4, .max] {
            #expect(throws: SigningError.self) {
                try StatusRegister(list: Self.id, authority: try Self.authority(), places: wrong)
            }
        }
    }

    @Test("Places are given out once each, scattered, until all are taken")
    func places() throws {
        var (register, places) = try Self.register(2_000)
        #expect(Set(places).count == 2_000)
        #expect(places != places.sorted())
        // Each half of the list gets about half of them.
        #expect(800...1_200 ~= places.count { $0 < StatusList.leastPlaces / 2 })
        register.assigned = PlaceSet(bytes: [UInt8](repeating: 0xff, count: StatusList.leastPlaces / 8 - 1) + [0x7f])
        var generator = Repeating()
        #expect(try register.assign(using: &generator).index == StatusList.leastPlaces - 1)
        let error = #expect(throws: SigningError.self) { try register.assign(using: &generator) }
        #expect(error?.code == .statusListFull)
    }

    @Test("The register is the same after it was written and read")
    func registerFile() throws {
        var (register, places) = try Self.register(100)
        try register.record(StatusEvent(.extended, day("2027-05-14")), at: places[0])
        try register.record(StatusEvent(.ended, day("2026-06-01")), at: places[0])
        try register.record(StatusEvent(.annulled, day("2026-06-02")), at: places[0])
        try register.record(StatusEvent(.replaced, day("2026-06-01")), at: places[1])
        _ = try Self.publish(&register)
        let json = try register.json()
        #expect(try StatusRegister(json: json) == register)
        #expect(try StatusRegister(json: json).json() == json)
        let folder = try TemporaryFolder()
        try StatusRegisterFile.create(register, at: folder("register"))
        #expect(throws: SigningError.self) { try StatusRegisterFile.create(register, at: folder("register")) }
        let file = try StatusRegisterFile(opening: folder("register"))
        let error = #expect(throws: SigningError.self) { try StatusRegisterFile(opening: folder("register")) }
        #expect(error?.code == .stateInUse)
        try file.register.record(StatusEvent(.annulled, day("2026-06-02")), at: places[5])
        try file.save()
        #expect(file.register != register)
        for length in stride(from: 0, to: json.count - 2, by: 37) {
            #expect(throws: SigningError.self) { try StatusRegister(json: Array(json.prefix(length))) }
        }
        for hostile in [
            "{}", "[]", #"{"type":"urn:kandas:status-state:2"}"#,
            String(decoding: json, as: UTF8.self).replacing(#""places":131072"#, with: #""places":-8"#),
            String(decoding: json, as: UTF8.self).replacing("[[", with: "[[-1,1,1],["),
            String(decoding: json, as: UTF8.self).replacing("[[", with: "[[1],["),
            String(decoding: json, as: UTF8.self).replacing("[[", with: "[[1,9223372036854775807,1],["),
        ] {
            #expect(throws: SigningError.self) { try StatusRegister(json: Array(hostile.utf8)) }
        }
    }

    @Test("A signed list is relied on only with a good signature of its authority, while it is current")
    func judged() throws {
        let pki = try Self.pki.get()
        var (register, _) = try Self.register(3)
        let list = try Self.publish(&register)
        let validator = try CMSValidator(trust: try Self.trust())
        func codes(_ signer: TestIdentity, at time: Timestamp = Self.time, change: Bool = false) throws -> [String] {
            var message = try SignedStatement.sign(try list.der(), by: try signer.signer(), at: Self.time)
            if change { message[message.count - 1] ^= 1 }
            let signed = try SignedStatusList(reading: MemoryBytes(message).source())
            let judged = try signed.judge(by: validator, at: time)
            #expect(judged.isReliable == judged.reasons.allSatisfy { $0.severity == .note })
            return judged.reasons.map(\.code)
        }
        #expect(try codes(pki.head) == [])
        #expect(try codes(pki.head, at: Self.time.adding(days: -30)) == ["STATUS_LIST_LATER"])
        #expect(try codes(pki.head, at: Self.time.adding(days: 2)) == ["STATUS_LIST_STALE"])
        #expect(try codes(pki.stranger) == ["STATUS_LIST_OF_ANOTHER"])
        #expect(try codes(pki.revoked).contains { $0 == "CERTIFICATE_REVOKED" || $0.contains("REVOKED") })
        #expect(try codes(pki.head, change: true).contains("SIG_CRYPTO_FAILURE"))
    }

    @Test("Nothing else that was signed is taken for a list, and a list outside its message is refused")
    func others() throws {
        let pki = try Self.pki.get()
        for content in [[], Array("{}".utf8), DER.sequence(DER.utf8String("urn:kandas:receipt:1"))] {
            let message = try SignedStatement.sign(content, by: try pki.head.signer(), at: Self.time)
            #expect(throws: SigningError.self) { try SignedStatusList(reading: MemoryBytes(message).source()) }
        }
        var (register, _) = try Self.register(1)
        let detached = try SignedDataWriter()
            .signDetached(
                try Self.publish(&register).der(),
                signers: [try pki.head.signer()],
                options: SignatureOptions(signingTime: Self.time)
            )
        let error = #expect(throws: SigningError.self) {
            try SignedStatusList(reading: MemoryBytes(detached).source())
        }
        #expect(error?.code == .contentMissing)
    }

    @Test("Every truncation is refused, and no flipped bit gives another list without notice")
    func damage() throws {
        var (register, places) = try Self.register(3)
        try register.record(StatusEvent(.annulled, day("2026-06-02")), at: places[0])
        let list = try Self.publish(&register)
        let bytes = try list.der()
        for length in stride(from: 0, to: bytes.count, by: 3) {
            #expect(throws: SigningError.self) { try StatusList(der: Array(bytes.prefix(length))) }
        }
        #expect(throws: SigningError.self) { try StatusList(der: bytes + [0]) }
        for index in bytes.indices {
            for bit in 0..<8 where (index + bit) % 8 == 0 {
                var changed = bytes
                changed[index] ^= 1 << bit
                if let other = try? StatusList(der: changed) { #expect(other.places == list.places) }
            }
        }
    }

    /// A list made by hand of parts that may not fit together.
    private func handMade(
        type: String = StatusList.type,
        id: String = Self.id,
        bin: String = TestPKI.Person.bodyNumber,
        sequence: Int = 1,
        from: Timestamp = Self.time,
        until: Timestamp = Self.time.adding(days: 1),
        places: Int = StatusList.leastPlaces,
        marks: [UInt8]? = nil,
        count: Int? = nil,
        rows: [UInt8] = []
    ) throws -> [UInt8] {
        DER.sequence(
            DER.utf8String(type),
            DER.utf8String(id),
            DER.printableString(bin),
            DER.integer(sequence),
            DER.time(from),
            DER.time(until),
            DER.integer(places),
            DER.octetString(try Deflated.deflate(marks ?? [UInt8](repeating: 0, count: StatusList.leastPlaces / 4))),
            DER.integer(count ?? rows.count / 8),
            DER.octetString(try Deflated.deflate(rows))
        )
    }

    private func marks(_ first: UInt8) -> [UInt8] {
        [first] + [UInt8](repeating: 0, count: StatusList.leastPlaces / 4 - 1)
    }

    @Test("Lists that contradict themselves are refused")
    func hostile() throws {
        #expect(throws: Never.self) { try StatusList(der: try handMade()) }
        #expect(throws: Never.self) {
            try StatusList(der: try handMade(marks: marks(1), rows: [0, 0, 0, 0, 1, 0, 0x50, 0]))
        }
        let zero = [UInt8](repeating: 0, count: 1 << 20)
        for (what, bytes) in [
            ("another type", try handMade(type: "urn:kandas:status-list:2")),
            ("an identifier that is none", try handMade(id: "1")),
            ("an authority that is none", try handMade(bin: "12345678901x")),
            ("edition 0", try handMade(sequence: 0)), ("edition -1", try handMade(sequence: -1)),
            ("an end before its beginning", try handMade(until: Self.time)),
            (
                "few places, among which one would be found",
                try handMade(places: 1_024, marks: [UInt8](repeating: 0, count: 256))
            ),
            ("a number of places that is negative", try handMade(places: -4)),
            ("places beyond the limit", try handMade(places: 1 << 40)),
            ("fewer marks than places", try handMade(marks: [0])),
            ("more marks than places, a bomb", try handMade(marks: zero)),
            ("a table longer than it says", try handMade(count: 0, rows: [0, 0, 0, 0, 1, 0, 0x50, 0])),
            ("a table shorter than it says", try handMade(count: 2, rows: [0, 0, 0, 0, 1, 0, 0x50, 0])),
            ("a table's length that is negative", try handMade(count: -1)),
            ("a table's length beyond the limit", try handMade(count: 1 << 40)),
            ("an exception without a row", try handMade(marks: marks(1))),
            ("a row without a mark", try handMade(rows: [0, 0, 0, 0, 1, 0, 0x50, 0])),
            ("a row of another mark", try handMade(marks: marks(2), rows: [0, 0, 0, 0, 4, 0, 0x50, 0])),
            ("a row of no kind", try handMade(marks: marks(1), rows: [0, 0, 0, 0, 9, 0, 0x50, 0])),
            ("a row of a place beyond", try handMade(marks: marks(1), rows: [0xff, 0, 0, 0, 1, 0, 0x50, 0])),
            (
                "rows out of order",
                try handMade(marks: marks(5), rows: [0, 0, 0, 1, 1, 0, 0x50, 0, 0, 0, 0, 0, 1, 0, 0x50, 0])
            ),
            (
                "a row that stands there twice",
                try handMade(marks: marks(1), rows: [0, 0, 0, 0, 1, 0, 0x50, 0, 0, 0, 0, 0, 1, 0, 0x51, 0])
            ),
        ] {
            #expect(throws: SigningError.self, "\(what)") { try StatusList(der: bytes) }
        }
    }

    @Test("A list for a million certificates, with ten thousand exceptions, is small and quick to ask")
    func million() throws {
        var register = try StatusRegister(list: Self.id, authority: try Self.authority())
        var generator = Repeating()
        register.assigned = PlaceSet(bytes: [UInt8](repeating: 0xff, count: register.places / 8))
        for _ in 0..<10_000 {
            let place = Int.random(in: 0..<register.places, using: &generator)
            try? register.record(StatusEvent(.extended, day("2027-05-14")), at: place)
        }
        let list = try Self.publish(&register)
        let bytes = try list.der()
        #expect(bytes.count < 150_000, "\(bytes.count)")
        #expect(try StatusList(der: bytes) == list)
    }

    // The bytes of a list hold nothing by which a person could be found.
    @Test("A list and its register hold no name and no identification number")
    func privacy() throws {
        var (register, places) = try Self.register(50)
        for place in places { try register.record(StatusEvent(.annulled, day("2026-06-02")), at: place) }
        let list = try Self.publish(&register)
        let names = ["ТЕСТ", "TEST", TestPKI.Person.headNumber, TestPKI.Person.applicantNumber]
        for bytes in [try list.der(), try register.json()] {
            let text = String(decoding: bytes, as: UTF8.self)
            for name in names { #expect(!text.contains(name)) }
        }
    }
}
