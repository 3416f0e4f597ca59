import KandasText
import Support
import Testing

@testable import KandasSign

@Suite("Every reason about a signature has its words in every language")
struct SignatureCatalogueTests {
    static let catalogue = Catalogue.signatures
    static let codes = catalogue.codes.sorted()
    /// Notes, and a deviation in form that changes nothing: nobody needs to act on them.
    static let asksNothing: Set = [
        "ARCHIVE_TIMESTAMP_PARTIAL", "ATTRIBUTES_NOT_DER", "LEVEL_BASIC", "NO_SIGNED_ATTRIBUTES", "PDF_METADATA_CHANGED", "REVOKED_LATER",
        "TIMESTAMP_AUTHORITY_CLOSED", "TIMESTAMP_AUTHORITY_ENDED", "TIMESTAMP_NAME_DIFFERS",
        "XML_SIGNED_BEFORE_OTHERS",
    ]
    static let kazakhLetters = Set("әғқңөұүһіӘҒҚҢӨҰҮҺІ")

    /// The texts of a message: what was found and, if there is one, what to do.
    private func texts(_ code: String, _ language: Language) -> [String] {
        let message = Self.catalogue.message(for: code, in: language)
        return [message.text] + (message.action.map { [$0] } ?? [])
    }

    private func placeholders(_ text: String) -> Set<String> {
        Set(text.matches(of: /\{([^{}]*)\}/).map { String($0.1) })
    }

    @Test("No code of the sources is without text, and no text without a code")
    func complete() throws {
        let sources = try ReasonSources()
        #expect(sources.unknownArguments.isEmpty, "ReasonSources must learn where these codes come from")
        let known = Set(sources.parameters.keys)
        #expect(known.subtracting(Self.codes).sorted() == [], "codes without a text")
        #expect(Set(Self.codes).subtracting(known).sorted() == [], "texts without a code")
    }

    @Test("The file is sorted, and no code stands in it twice")
    func sorted() throws {
        let path = Fixtures.packageRoot + "/Sources/KandasSign/Resources/KandasSign.catalogue.json"
        let codes = String(decoding: try readFile(path), as: UTF8.self).split(separator: "\n")
            .compactMap { $0.wholeMatch(of: /\ \ "(.*)": \{/).map { String($0.1) } }
        #expect(codes == Self.codes)
    }

    @Test("Kazakh, Russian and English, each a whole sentence that says what to do", arguments: codes)
    func languages(code: String) {
        #expect(Self.catalogue.languages(for: code) == Set(Language.allCases))
        for language in Language.allCases {
            let texts = texts(code, language)
            #expect((texts.count == 1) == Self.asksNothing.contains(code), "\(language)")
            for text in texts {
                #expect(text.count > 10, "\(text)")
                #expect(text.last == ".", "\(text)")
                #expect(!text.contains("  ") && text.first?.isWhitespace == false, "\(text)")
            }
        }
    }

    @Test("Each text is in its own language, by its letters", arguments: codes)
    func letters(code: String) {
        for text in texts(code, .kazakh) { #expect(text.contains { Self.kazakhLetters.contains($0) }, "\(text)") }
        for text in texts(code, .russian) {
            #expect(text.contains { ("а"..."я").contains($0) }, "\(text)")
            #expect(!text.contains { Self.kazakhLetters.contains($0) }, "\(text)")
        }
        for text in texts(code, .english) { #expect(!text.contains { ("Ѐ"..."ӿ").contains($0) }, "\(text)") }
    }

    @Test("The languages have the same placeholders, and every reason gives them a value", arguments: codes)
    func placeholders(code: String) throws {
        let given = try Self.given.get()[code] ?? []
        for part in 0..<texts(code, .english).count {
            let all = Language.allCases.map { language in
                let texts = texts(code, language)
                return part < texts.count ? placeholders(texts[part]) : []
            }
            #expect(Set(all).count == 1, "\(all)")
            #expect(all.allSatisfy { $0.isSubset(of: given) }, "\(all), but the reasons give only \(given)")
        }
    }

    private static let given = Result { try ReasonSources().parameters }

    @Test(
        "Reasons about messages that others made are told without a gap",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)")
    )
    func told() throws {
        var strict = ValidationPolicy(name: "strict", version: "1", requiredLevel: .b)
        strict.algorithms.digests = [AlgorithmRules.Digest(.sha512)]
        strict.algorithms.keys = [AlgorithmRules.Key(.rsa, minimumBits: 4_096)]
        strict.certificatePolicies = ["1.2.3"]
        strict.roles = [.individual]
        var lenient = ValidationPolicy.generic
        lenient.allowsUncheckedRevocation = true
        let times = try ["1990-01-01", "2020-01-01", "2090-01-01"].map { try #require(Timestamp($0)) }
        var seen: Set<Reason> = []
        for item in CorpusCase.all(["gen-cms", "cms-misc", "dss-cades"]) {
            guard let bytes = try item.bytes("signature") else { continue }
            let content = try item.bytes("detached").map { MemoryBytes($0).source() }
            // What cannot be read has no reasons but an error.
            guard let message = try? TextArmor.decoding(MemoryBytes(bytes).source()),
                let facts = try? SignedDataReader().read(message, content: content)
            else { continue }
            let all = TrustStore(anchors: facts.certificates)
            let cases =
                times.map { (strict, all, $0) } + [
                    (lenient, all, times[1]), (strict, TrustStore(anchors: []), times[1]),
                ]
            for (policy, trust, time) in cases {
                seen.formUnion(try CMSValidator(trust: trust, policy: policy).validate(facts, at: time).allReasons)
            }
        }
        #expect(Set(seen.map(\.code)).count > 25)
        var gaps: Set<String> = []
        for (reason, language) in seen.flatMap({ reason in Language.allCases.map { (reason, $0) } }) {
            let message = Self.catalogue.message(for: reason.code, in: language, parameters: reason.parameters)
            let text = "\(message.text) \(message.action ?? "")"
            if text.contains(/[{}]|\(\)|: [.)]|«»|“”/) { gaps.insert("\(reason.code): \(text)") }
        }
        #expect(gaps.sorted() == [])
    }
}
