import Support
import Testing

@Suite("A product never takes the place of what nobody can get back")
struct OverwriteTests {
    private static let lost = [
        "$K sign a.txt --key k.p12 --password-file p.txt -o k.p12",
        "$K sign a.txt --key k.p12 --password-file p.txt -o link",
        "$K sign a.txt --key k.p12 --password-file p.txt -o ./p.txt",
        "$K sign a.txt $S --detached -o a.txt",
        "$K cosign a.p7s --key k.p12 --password-file p.txt -o k.p12",
        "$K countersign a.p7s --key k.p12 --password-file p.txt -o k.p12",
        "$K extract a.p7s $T -o a.p7s",
        "$K apply form.json --key k.p12 --password-file p.txt -o k.p12",
        "$K apply form.json $S -o form.json",
    ]

    @Test("Overwritten key, password, document or form: refused, and nothing is changed", arguments: lost)
    func refused(line: String) throws {
        let folder = try SigningFolder()
        try folder.make(
            "cp \"$P/applicant.p12\" k.p12; cp \"$P/password.txt\" p.txt; ln -s k.p12 link; echo {} > form.json"
        )
        try folder.make("$K sign a.txt $S -o a.p7s")
        let sums = "sha256sum k.p12 p.txt a.txt a.p7s form.json"
        let before = try folder.make(sums).output
        let outcome = try folder.shell(line)
        #expect(outcome.status == 73, "\(outcome)")
        #expect(try folder.make(sums).output == before)
    }

    @Test("Who could not read the file that was there cannot read the new one")
    func mode() throws {
        let folder = try SigningFolder()
        try folder.make(
            "umask 022; echo > secret; chmod 600 secret; $K sign a.txt $S -o secret; $K sign a.txt $S -o new"
        )
        #expect(try folder.make("stat -c %a secret new").text == "600\n644\n")
    }
}
