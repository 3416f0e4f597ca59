import KandasSign
import Support
import Testing

@Suite("Secret bytes are kept as they are and leave nothing behind")
struct SecretBytesTests {
    @Test("What goes in comes out", arguments: [0, 1, 16, 100_000])
    func roundTrip(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let secret = SecretBytes(copying: bytes)
        #expect(secret.count == count)
        #expect(secret.withSpan { span in (0..<span.count).map { span[$0] } } == bytes)
    }

    @Test("Taking an array empties it")
    func wiping() {
        var bytes: [UInt8] = [1, 2, 3]
        let secret = SecretBytes(wiping: &bytes)
        #expect(bytes.isEmpty)
        #expect(secret.withSpan { span in (0..<span.count).map { span[$0] } } == [1, 2, 3])
    }
}

@Suite("The test tools run programs")
struct ToolTests {
    @Test("Input, output, errors, folder and exit code pass through")
    func run() throws {
        let folder = try TemporaryFolder()
        let outcome = try Tool.run(
            "sh",
            ["-c", "cat; pwd; echo $WORD >&2; exit 3"],
            input: Array("in\n".utf8),
            environment: ["WORD": "kandas"],
            in: folder.path
        )
        #expect(outcome.status == 3)
        #expect(outcome.text == "in\n\(folder.path)\n")
        #expect(outcome.errorText == "kandas\n")
        #expect(try Tool.openssl("version").text.hasPrefix("OpenSSL"))
    }
}
