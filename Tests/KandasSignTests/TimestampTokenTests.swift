import Support
import Testing

@testable import KandasSign

@Suite("Timestamps of others", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct TimestampTokenTests {
    static let corpus = CorpusCase.all(["rfc3161"])

    /// The token of a case, which is one alone or stands in a response.
    static func token(_ item: CorpusCase) throws -> TimestampToken {
        let candidates = try item.certificates(item.files["certs"]?.all)
        if let token = try item.bytes("token") { return try TimestampToken(token, candidates: candidates) }
        let response = try TimestampResponse(try #require(try item.bytes("response")))
        return try TimestampToken(try #require(response.token), candidates: candidates)
    }

    @Test("Their mathematics hold, and they are over the data that they are said to be over", arguments: corpus)
    func mathematics(item: CorpusCase) throws {
        let token = try Self.token(item)
        if item.expected != "any" {
            #expect(token.holds, "\(token.signer.findings), \(token.signer.signingCertificate)")
        }
        guard let data = try item.bytes("data"), let algorithm = token.info.imprint.digestAlgorithm else { return }
        let isOver = token.info.imprint.names(try MessageImprint(of: data, algorithm: algorithm))
        #expect(isOver == (item.id != "test_tsa/response-wrong-data"))
    }

    @Test("Certificates that were slipped into a token are not taken for the authority's")
    func injectedCertificates() throws {
        let item = try #require(Self.corpus.first { $0.id == "test_tsa/response-injected-certs.tsr" })
        let token = try Self.token(item)
        #expect(token.certificates.contains { $0.subject.description.contains("Spoofed TSA") })
        #expect(token.signer.certificate?.subject.description.contains("Spoofed TSA") == false)
    }

    @Test("The statement of a national token is read as openssl reads it")
    func national() throws {
        let response = try TimestampResponse(try Fixtures.bytes("kz/tsp/tsp_response.bin"))
        let token = try TimestampToken(try #require(response.token))
        // openssl ts -reply -in tsp_response.bin -text
        #expect(token.info.policy == "1.2.398.3.3.2.6.1")
        #expect(token.info.imprint.digestAlgorithm == .sha1)
        #expect(Hexadecimal.text(token.info.imprint.digest) == "1465dad126d32bf7aa5d3b95a5c7c331cdff34df")
        #expect(Hexadecimal.text(token.info.serialNumber) == "5e846dd75d861154db10f13c54dc1f8d33fe6adc")
        #expect(token.info.time == Timestamp("2022-09-18T13:20:14Z"))
        #expect(token.info.accuracy == nil && !token.info.isOrdering && token.info.nonce?.count == 6)
        #expect(token.holds && token.signer.algorithm == .national(.gost2004))
        #expect(try Fixtures.bytes("kz/tsp/tsp_token.bin") == token.bytes)
    }

    @Test("Every truncation of a token is refused, and no flipped bit leaves one that holds and says something else")
    func damage() throws {
        let bytes = try Fixtures.bytes("kz/tsp/tsp_token.bin")
        let whole = try TimestampToken(bytes)
        for length in 0..<bytes.count {
            #expect(throws: SigningError.self) { try TimestampToken(Array(bytes.prefix(length))) }
        }
        #expect(throws: SigningError.self) { try TimestampToken(bytes + [0]) }
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            guard let token = try? TimestampToken(damaged), token.holds else { continue }
            #expect(token.info == whole.info && token.signer.certificate == whole.signer.certificate, "byte \(index)")
        }
        #expect(OpenSSLErrorQueue.drain().isEmpty)
    }
}
