import Support
import Testing

@Suite("Nobody is named as the signer of what somebody else signed")
struct ForeignSignatureTests {
    @Test(
        "An enveloped signature over another document, put into a container",
        .enabled(if: Tool.exists("zip"), "zip is not installed")
    )
    func envelopedSignatureInContainer() throws {
        let folder = try TemporaryFolder()
        let script = """
            "$K" test-pki pki --algorithm ec >/dev/null
            echo text >a.txt; echo '<a/>' >x.xml; mkdir META-INF
            sign() { "$K" sign "$@" --password-file pki/password.txt >/dev/null; }
            sign a.txt --format asice --key pki/applicant.p12 -o box.asice
            "$K" verify box.asice --trust pki/trust >/dev/null; echo "before $?"
            sign x.xml --format xades --key pki/head.p12 -o META-INF/signatures.xml
            zip -q box.asice META-INF/signatures.xml
            "$K" verify box.asice --trust pki/trust; echo "after $?"
            """
        let outcome = try BuiltCommand.shell(script, in: folder.path)
        #expect(outcome.text.contains("before 0") && outcome.text.contains("after 1"), "\(outcome)")
        #expect(outcome.text.contains("CONTAINER_SIGNATURE_ORPHAN"))
    }
}
