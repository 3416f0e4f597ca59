import FoundationEssentials
import Support
import Testing

@testable import KandasSign

/// One line of the corpora's index.
struct CorpusCase: Decodable, CustomTestStringConvertible, Sendable {
    let corpus: String
    let id: String
    let kind: String
    let expected: String
    let reason: String?
    let files: [String: Paths]
    let validationTime: String?
    let trustAnchors: [String]?
    let confidence: String?
    let weak: [String]?
    let params: Parameters?

    enum CodingKeys: String, CodingKey {
        case corpus, id, kind, expected, reason, files, confidence, weak, params
        case validationTime = "validation_time"
        case trustAnchors = "trust_anchors"
    }

    /// What a kind of case says besides.
    struct Parameters: Decodable, Sendable {
        let algorithm: String?
        let inclusivePrefixes: [String]?
        let level: String?
        let attack: String?
        let forged: String?
        let folder: String?
        let subtree: String?

        enum CodingKeys: String, CodingKey {
            case algorithm, level, attack, forged, subtree
            case inclusivePrefixes = "inclusive_ns_prefixes"
            case folder = "cwd_for_relative_uris"
        }
    }

    enum Paths: Decodable, Sendable {
        case one(String)
        case many([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                self = .one(one)
            } else {
                self = .many(try container.decode([String].self))
            }
        }

        var all: [String] {
            switch self {
            case .one(let path): [path]
            case .many(let paths): paths
            }
        }
    }

    var testDescription: String { "\(corpus)/\(id)" }

    static func all(_ corpora: Set<String>) -> [CorpusCase] {
        guard let text = try? Fixtures.bytes("corpora/INDEX.jsonl") else { return [] }
        return text.split(separator: 0x0a)
            .compactMap { line in
                try? JSONDecoder().decode(CorpusCase.self, from: Data(line))
            }
            .filter { corpora.contains($0.corpus) }
    }

    func bytes(_ role: String) throws -> [UInt8]? {
        guard let path = files[role]?.all.first else { return nil }
        return try Fixtures.bytes("corpora/\(path)")
    }

    /// The certificates in files of the corpora, in DER or PEM.
    func certificates(_ paths: [String]?) throws -> [Certificate] {
        var certificates: [Certificate] = []
        for path in paths ?? [] {
            let bytes = try Fixtures.bytes("corpora/\(path)")
            let ders = bytes.first == 0x30 ? [bytes] : try PEMBlock.all(in: bytes).map(\.bytes)
            for der in ders { certificates.append(try Certificate(der: der)) }
        }
        return certificates
    }
}

@Suite("CMS messages that others made", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct CMSCorpusTests {
    /// The verdict on a case: a message that cannot be read is one that did not pass.
    private func verdict(_ item: CorpusCase) throws -> (String, [String]) {
        let anchors = try item.certificates(item.trustAnchors)
        var policy = ValidationPolicy.generic
        // These corpora have no revocation lists.
        policy.allowsUncheckedRevocation = true
        let validator = try CMSValidator(trust: TrustStore(anchors: anchors), policy: policy)
        let time = item.validationTime.flatMap { Timestamp($0) } ?? Timestamp("2026-11-22")
        do {
            let message = MemoryBytes(try #require(try item.bytes("signature"))).source()
            let content = try item.bytes("detached").map { MemoryBytes($0).source() }
            let facts = try SignedDataReader().read(try TextArmor.decoding(message), content: content)
            let report = try validator.validate(facts, at: try #require(time))
            return (report.verdict.name, report.allReasons.map(\.code))
        } catch let error as SigningError {
            return ("refused", [error.description])
        }
    }

    @Test("Each generated message gets the expected answer", arguments: CorpusCase.all(["gen-cms", "cms-misc"]))
    func generated(item: CorpusCase) throws {
        let (verdict, codes) = try verdict(item)
        switch item.expected {
        case "valid": #expect(verdict == "passed", "\(codes)")
        case "any": break
        default: #expect(verdict != "passed", "\(item.reason ?? "")")
        }
    }

    /// Messages that DSS reads and we do not, each for a reason.
    private static let refused: Set<String> = [
        // 2,048 bytes of padding after the message: refused by design, since another reader might read on.
        "validation/cades-double-signing-certificate.p7m",
        // SHA-3, which no policy here asks for.
        "validation/dss-1419/CAdES-BpB-att-SHA256-SHA3_256withRSAandMGF1.p7m",
        "validation/dss-1419/CAdES-BpB-att-SHA3_256-SHA3_256withRSA.p7m",
    ]

    @Test("The mathematics of others' CAdES signatures come out as expected", arguments: CorpusCase.all(["dss-cades"]))
    func mathematics(item: CorpusCase) throws {
        guard let bytes = try item.bytes("signature"), item.kind == "cades" else { return }
        var holds = false
        var why = ""
        do {
            let content = try item.bytes("detached").map { MemoryBytes($0).source() }
            let facts = try SignedDataReader()
                .read(try TextArmor.decoding(MemoryBytes(bytes).source()), content: content)
            let report = try CMSValidator(trust: TrustStore(anchors: [])).validate(facts, at: Timestamp(seconds: 0))
            holds = report.verdict != .failed && report.signatures.allSatisfy(\.mathematicsHold)
            why = "\(report.allReasons.map(\.code))"
        } catch let error as SigningError {
            why = "\(error)"
        }
        switch item.expected {
        case _ where item.confidence == "disputed": break
        case "valid": #expect(holds != CMSCorpusTests.refused.contains(item.id), "\(why)")
        case "any": break
        default: #expect(!holds, "\(item.reason ?? "")")
        }
    }
}
