import Foundation
import Support
import Testing

@Suite("Each exit code is reached, with one clear line and nothing left behind")
struct ExitCodeTests {
    /// A line of shell, how it ends, and a part of what it says on the standard error.
    struct Case: CustomTestStringConvertible, Sendable {
        let line: String
        let status: Int
        var says = ""

        var testDescription: String { line }

        init(_ line: String, _ status: Int, _ says: String = "") {
            self.line = line
            self.status = status
            self.says = says
        }
    }

    let folder: SigningFolder

    init() throws {
        folder = try SigningFolder()
        try folder.make(
            """
            $K sign a.txt $S -o good.p7s && $K sign a.txt $S --detached -o detached.p7s &&
            $K sign a.txt --key $P/revoked.p12 --password-file $P/password.txt -o revoked.p7s &&
            $K sign a.txt b.txt --format asice $S -o box.asice &&
            echo wrong >wrong.txt && echo keep >keep.txt && mkdir dir
            """
        )
        try folder.touch("good.p7s", as: "bad.p7s", at: SigningFolder.content)
        try folder.touch("box.asice", as: "bad.asice", at: Array("application/vnd".utf8))
        try folder.folder.write(Array(readFile(folder.folder("box.asice")).dropLast()), as: "cut.asice")
        try folder.folder.write(Array(readFile(folder.folder("good.p7s")).dropLast()), as: "cut.p7s")
        try folder.folder.write(Array(readFile("\(folder.keys)/applicant.p12").dropLast(200)), as: "cut.p12")
    }

    private func check(_ item: Case) throws {
        let before = try folder.names()
        let outcome = try folder.shell(item.line)
        #expect(outcome.status == item.status, "\(outcome)")
        #expect(item.says.isEmpty || outcome.errorText.contains(item.says), "\(outcome)")
        if item.status >= 65 {
            #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome)")
            #expect(outcome.output.isEmpty, "\(outcome)")
        }
        #expect(try folder.names() == before)
        #expect(try readFile(folder.folder("keep.txt")) == Array("keep\n".utf8))
    }

    @Test(
        "Verdicts: 0, 1, 2",
        arguments: [
            Case("$K verify good.p7s box.asice $T", 0), Case("$K inspect bad.p7s", 0),
            Case("$K verify bad.p7s $T", 1), Case("$K verify good.p7s bad.p7s revoked.p7s $T", 1),
            Case("$K verify bad.asice $T", 1), Case("$K verify detached.p7s --content b.txt $T", 1),
            Case("$K extract bad.p7s -o new", 1), Case("$K extract bad.p7s $T -o keep.txt", 1),
            Case("$K extract bad.asice -o new", 1),
            Case("$K verify good.p7s", 2), Case("$K verify revoked.p7s $T", 2),
            Case("$K verify good.p7s revoked.p7s $T", 2),
            Case("$K verify detached.p7s $T", 2), Case("$K verify good.p7s $T --at 2001-01-01", 2),
            Case("$K verify good.p7s --trust $P/trust/root.cer", 2), Case("$K extract revoked.p7s $T -o keep.txt", 2),
            Case("$K extract box.asice $T --at 2001-01-01 -o new", 2),
        ]
    )
    func verdicts(item: Case) throws { try check(item) }

    @Test(
        "64: the command line is wrong",
        arguments: [
            Case("$K sign a.txt $S", 64, "--output"), Case("$K sign a.txt -o new", 64, "--key"),
            Case("$K sign a.txt b.txt $S -o new", 64, "One file"),
            Case("$K sign - --format asice $S -o new", 64, "names"),
            Case("$K sign a.txt --format asice --detached $S -o new", 64, "--detached"),
            Case("$K sign a.txt $S --level T -o new", 64, "--tsa"),
            Case("$K sign a.txt $S --signing-time now -o new", 64),
            Case("$K sign a.txt $S --password-env X -o new", 64, "only one"),
            Case("$K sign a.txt $S --format docx -o new", 64),
            Case("$K verify", 64), Case("$K verify - - $T", 64, "only once"), Case("$K verify good.p7s --at soon", 64),
            Case("$K verify good.p7s bad.p7s --content a.txt", 64, "one file"),
            Case("$K extract good.p7s", 64, "--output"),
            Case("$K extract -o new", 64), Case("$K inspect", 64), Case("$K inspect good.p7s bad.p7s", 64),
            Case("$K inspect - --content -", 64, "only once"),
            Case("$K countersign good.p7s $S --signature x -o new", 64),
        ]
    )
    func usage(item: Case) throws { try check(item) }

    @Test(
        "65: an input is malformed or over a limit",
        arguments: [
            Case("$K verify a.txt $T", 65, "UNSUPPORTED"), Case("$K verify cut.p7s $T", 65, "MALFORMED_INPUT"),
            Case("$K verify b.txt $T", 65, "UNSUPPORTED"), Case("$K verify cut.asice $T", 65, "ZIP_"),
            Case("$K inspect a.txt", 65, "expected"), Case("$K inspect $P/applicant.p12", 65, "key"),
            Case("$K inspect cut.asice", 65, "ZIP_"), Case("$K extract cut.p7s -o new", 65, "MALFORMED_INPUT"),
            Case("$K extract detached.p7s -o new", 65, "CONTENT_MISSING"),
            Case("$K extract detached.p7s $T -o -", 65, "CONTENT_MISSING"), Case("$K extract a.txt -o keep.txt", 65),
            Case("$K extract cut.asice -o new", 65, "ZIP_"),
            Case("$K cosign bad.p7s $S -o keep.txt", 65, "EARLIER_SIGNATURE_BROKEN"),
            Case("$K cosign detached.p7s $S -o new", 65, "CONTENT_MISSING"),
            Case("$K cosign detached.p7s --content b.txt $S -o new", 65, "EARLIER_SIGNATURE_BROKEN"),
            Case("$K cosign bad.asice $S -o new", 65, "EARLIER_SIGNATURE_BROKEN"),
            Case("$K cosign a.txt $S -o new", 65),
            Case("$K countersign good.p7s $S --signature 2 -o new", 65, "NO_SUCH_SIGNATURE"),
            Case("$K countersign good.p7s $S --signature 0 -o keep.txt", 65, "NO_SUCH_SIGNATURE"),
            Case("$K countersign good.p7s $S --signature=-9223372036854775808 -o new", 65, "NO_SUCH_SIGNATURE"),
            Case("$K countersign box.asice $S --signature 7 -o new", 65, "NO_SUCH_SIGNATURE"),
            Case("$K countersign bad.p7s $S -o new", 65, "EARLIER_SIGNATURE_BROKEN"),
            Case("$K sign a.txt --key cut.p12 --password-file $P/password.txt -o new", 65, "MALFORMED_INPUT"),
            Case("$K sign a.txt --key a.txt --password-file $P/password.txt -o new", 65, "MALFORMED_INPUT"),
            Case("$K sign a.txt --key $P/applicant.p12 --password-file box.asice -o new", 77),
            Case("$K sign a.txt $S --pss -o new", 65, "UNSUPPORTED"),
        ]
    )
    func malformed(item: Case) throws { try check(item) }

    @Test("65: one of several files cannot be read, and the others are answered")
    func oneUnreadable() throws {
        let outcome = try folder.shell("$K verify missing.p7s good.p7s bad.p7s $T --json")
        #expect(outcome.status == 65)
        let lines = try SigningFolder.lines(outcome)
        #expect(lines.map { $0["verdict"] as? String } == ["indeterminate", "passed", "failed"])
        #expect((lines.first?["error"] as? [String: Any])?["code"] as? String == "INPUT_UNAVAILABLE")
    }

    @Test(
        "66: an input cannot be opened",
        arguments: [
            Case("$K verify missing.p7s $T", 66, "missing.p7s"), Case("$K verify dir $T", 66, "folder"),
            Case("$K verify good.p7s --trust missing", 66, "missing"), Case("$K verify good.p7s/x $T", 66),
            Case("$K verify detached.p7s --content missing $T", 66, "missing"),
            Case("$K verify detached.p7s --content dir $T", 66, "folder"), Case("$K inspect missing", 66),
            Case("$K inspect dir", 66, "folder"), Case("$K extract missing -o new", 66),
            Case("$K extract dir -o keep.txt", 66),
            Case("$K sign missing $S -o new", 66), Case("$K sign dir $S -o new", 66, "folder"),
            Case("$K sign a.txt missing --format asice $S -o new", 66, "missing"),
            Case("$K sign a.txt dir --format asice $S -o keep.txt", 66, "folder"),
            Case("$K sign a.txt --key missing --password-file $P/password.txt -o new", 66, "missing"),
            Case("$K sign a.txt --key dir --password-file $P/password.txt -o new", 66, "folder"),
            Case("$K sign a.txt --key $P/applicant.p12 --password-file missing -o new", 66, "missing"),
            Case("$K sign a.txt --key $P/applicant.p12 --password-env KANDAS_NOT_SET -o new", 66, "KANDAS_NOT_SET"),
            Case("$K sign a.txt --key $P/applicant.p12 --password-fd 9 -o new 9<&-", 66),
            Case("$K sign a.txt $S --cert missing -o new", 66), Case("$K cosign missing $S -o new", 66),
            Case("$K cosign dir $S -o new", 66), Case("$K countersign missing $S -o new", 66),
            Case("$K sign - $S -o new <&-", 66), Case("$K verify - $T <&-", 66),
        ]
    )
    func noInput(item: Case) throws { try check(item) }

    @Test(
        "73: an output cannot be written whole",
        arguments: [
            Case("$K sign a.txt $S -o missing/new", 73, "No such file"), Case("$K sign a.txt $S -o dir", 73, "folder"),
            Case("$K sign a.txt $S -o /dev/full", 73, "No space left"),
            Case("$K sign a.txt $S -o - >/dev/full", 73, "No space left"),
            Case("$K sign a.txt $S -o - >&-", 73), Case("$K sign a.txt $S -o a.txt/x", 73),
            Case("$K sign a.txt --format asice $S -o /dev/full", 73, "No space left"),
            Case("$K sign a.txt --format asice $S -o missing/new", 73),
            Case("$K cosign good.p7s $S -o missing/new", 73),
            Case("$K cosign box.asice $S -o /dev/full", 73), Case("$K countersign good.p7s $S -o dir", 73, "folder"),
            Case("$K extract good.p7s -o missing/new", 73), Case("$K extract good.p7s -o dir", 73, "folder"),
            Case("$K extract good.p7s -o /dev/full", 73, "No space left"),
            Case("$K extract good.p7s -o - >/dev/full", 73, "No space left"),
            Case("$K extract box.asice -o keep.txt", 73), Case("$K extract box.asice -o missing/new", 73),
            Case("$K extract box.asice -o .", 73), Case("$K extract box.asice -o -", 73, "folder"),
            Case("$K verify good.p7s $T >/dev/full", 73, "No space left"), Case("$K inspect good.p7s >/dev/full", 73),
            Case("$K inspect good.p7s --json >&-", 73),
        ]
    )
    func cannotWrite(item: Case) throws { try check(item) }

    @Test(
        "73: the disk fills up in the middle, and what was there stays",
        arguments: [
            "$K sign long $S -o keep.txt", "$K sign long --format asice $S -o new", "$K extract long.p7s -o keep.txt",
            "$K extract long.asice -o new",
        ]
    )
    func fullDisk(line: String) throws {
        try folder.make(
            "head -c 300000 /dev/urandom >long && $K sign long $S -o long.p7s && $K sign long --format asice $S -o long.asice"
        )
        // A limit on the size of files stands for a full disk: writing fails in the middle.
        try check(Case("(ulimit -f 100; exec \(line))", 73, "File too large"))
    }

    @Test(
        "77: the key or the password is refused",
        arguments: [
            Case("$K sign a.txt --key $P/applicant.p12 --password-file wrong.txt -o new", 77, "PASSWORD_REFUSED"),
            Case("$K sign a.txt --key $P/applicant.p12 --password-file b.txt -o keep.txt", 77, "PASSWORD_REFUSED"),
            Case("echo wrong | $K sign a.txt --key $P/applicant.p12 --password-fd 0 -o new", 77, "PASSWORD_REFUSED"),
            Case("W=wrong $K sign a.txt --key $P/applicant.p12 --password-env W -o new", 77, "PASSWORD_REFUSED"),
            Case("setsid $K sign a.txt --key $P/applicant.p12 -o new", 77, "PASSWORD_REFUSED"),
            Case("$K sign a.txt --key $P/auth-only.p12 --password-file $P/password.txt -o new", 77, "AUTH_KEY_USED"),
            Case("$K sign a.txt --key $P/expired.p12 --password-file $P/password.txt -o new", 77, "KEY_EXPIRED"),
            Case("$K sign a.txt $S --signing-time 2001-01-01 -o new", 77, "KEY_NOT_YET_VALID"),
            Case("$K cosign good.p7s --key $P/expired.p12 --password-file $P/password.txt -o new", 77, "KEY_EXPIRED"),
            Case(
                "$K countersign good.p7s --key $P/auth-only.p12 --password-file $P/password.txt -o new",
                77,
                "AUTH_KEY_USED"
            ),
        ]
    )
    func keyRefused(item: Case) throws { try check(item) }

    @Test("With --json each error is an object with its code")
    func errorObjects() throws {
        for (line, code) in [
            ("$K verify a.txt $T --json", "UNSUPPORTED"), ("$K inspect missing --json", "INPUT_UNAVAILABLE"),
            ("$K extract detached.p7s -o new --json", "CONTENT_MISSING"), ("$K verify --json", "USAGE"),
            ("$K sign a.txt --key $P/expired.p12 --password-file $P/password.txt -o new --json", "KEY_EXPIRED"),
            ("$K cosign bad.p7s $S -o new --json", "EARLIER_SIGNATURE_BROKEN"),
        ] {
            let line = try SigningFolder.lines(try folder.shell(line)).first
            #expect((line?["error"] as? [String: Any])?["code"] as? String == code)
        }
    }
}
