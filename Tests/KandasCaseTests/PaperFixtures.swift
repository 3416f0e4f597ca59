import KandasTestPKI
import Support

@testable import KandasCase
@testable import KandasSign

/// Signed decisions for the tests of paper.
enum PaperFixtures {
    static let time = StatusListTests.time

    /// An authority that stamps without a network between.
    struct DirectStamps: TimestampSource {
        let authority: TestTimestampAuthority
        let time: Timestamp
        let address = "the test"

        func token(over imprint: MessageImprint) throws(TimestampFailure) -> TimestampToken {
            let request = TimestampRequest(imprint, nonce: [1, 2, 3])
            let answer: [UInt8]
            do throws(SigningError) {
                answer = try authority.response(to: request.der, at: time)
            } catch {
                throw .unusable(.unreadable, detail: error.reason)
            }
            return try TimestampClient.token(in: answer, answering: request)
        }
    }

    /// One decision of each kind, by the authority of the test PKI.
    static let decisions: Result<[Decision.Kind: Decision], any Error> = Result {
        try DecisionFixtures.each()
            .mapValues { decision in
                var decision = decision
                decision.body?.bin = TestPKI.Person.bodyNumber
                return decision
            }
    }

    /// A decision as XML, signed and raised to a level.
    static func signed(
        _ decision: Decision,
        by signer: TestIdentity? = nil,
        level: SignatureLevel = .t
    ) throws -> [UInt8] {
        let pki = try StatusListTests.pki.get()
        let plain = MemorySink()
        try DecisionDocument.write(decision, to: plain)
        let signed = MemorySink()
        try XMLSignatureWriter()
            .sign(
                MemoryBytes(plain.bytes),
                signer: try (signer ?? pki.head).signer(),
                options: SignatureOptions(signingTime: time),
                form: XMLSignatureForm(.xades),
                to: signed
            )
        guard level > .b else { return signed.bytes }
        let stamps = DirectStamps(authority: TestTimestampAuthority(pki.timestamping), time: time)
        let raised = MemorySink()
        try XMLSignatureExtender(timestamps: stamps, trust: try StatusListTests.trust())
            .extend(MemoryBytes(signed.bytes), to: level, at: time, to: raised)
        return raised.bytes
    }
}
