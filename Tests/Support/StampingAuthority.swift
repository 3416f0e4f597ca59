package import KandasSign
package import KandasTestPKI

/// A timestamping authority whose clock the test sets.
package struct StampingAuthority: TimestampSource {
    package var authority: TestTimestampAuthority
    package var time: Timestamp
    package let address = "the test"

    package init(_ pki: TestPKI, at time: Timestamp) {
        authority = TestTimestampAuthority(pki.timestamping)
        self.time = time
    }

    package func token(over imprint: MessageImprint) throws(TimestampFailure) -> TimestampToken {
        let request = TimestampRequest(imprint, nonce: [1, 2, 3])
        let answer: [UInt8]
        do throws(SigningError) {
            answer = try authority.response(to: request.der, at: time)
        } catch {
            throw .unavailable(.unreachable(error.reason))
        }
        return try TimestampClient.token(in: answer, answering: request)
    }
}
