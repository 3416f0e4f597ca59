import Foundation
import Support
import Testing

@Suite("sign, cosign, countersign, verify and extract work together")
struct SigningVerbTests {
    let folder: SigningFolder

    init() throws { folder = try SigningFolder() }

    private func report(_ line: String, status: Int) throws -> [String: Any] {
        let outcome = try folder.shell(line)
        #expect(outcome.status == status, "\(line): \(outcome)")
        return try #require(try SigningFolder.lines(outcome).first)
    }

    /// `openssl cms -verify` with the test PKI.
    private func openSSL(_ arguments: String) throws -> Tool.Outcome {
        try folder.shell(
            """
            for name in root issuing; do openssl x509 -inform DER -in $P/trust/$name.cer; done >authorities.pem &&
            openssl cms -verify -binary -inform DER -CAfile authorities.pem \(arguments)
            """
        )
    }

    @Test("A detached signature, from nothing to a verdict, with OpenSSL as the witness")
    func detached() throws {
        let signed = try folder.make("$K sign a.txt $S --detached -o a.p7s --json")
        let result = try #require(try SigningFolder.lines(signed).first)
        #expect(result["file"] as? String == "a.p7s")
        let signature = (result["signatures"] as? [[String: Any]])?.first
        let signer = signature?["signer"] as? [String: Any]
        #expect(signer?["iin"] as? String == "900517100016")
        let report = try report("$K verify a.p7s --content a.txt $T --json", status: 0)
        #expect(report["verdict"] as? String == "passed")
        #expect(try openSSL("-in a.p7s -content a.txt").output == SigningFolder.content)
        #expect(try openSSL("-in a.p7s -content b.txt").status != 0)
        let failed = try self.report("$K verify a.p7s --content b.txt $T --json", status: 1)
        #expect(SigningFolder.codes(failed).contains("HASH_FAILURE"))
        let missing = try self.report("$K verify a.p7s $T --json", status: 2)
        #expect(SigningFolder.codes(missing).contains("SIGNED_DATA_NOT_FOUND"))
    }

    @Test("Through pipes alone, and nothing but the product on the standard output")
    func pipes() throws {
        let line = """
            $K sign - $S -o - 2>/dev/null <a.txt |
            $K cosign - --key $P/head.p12 --password-file $P/password.txt -o - 2>/dev/null |
            $K countersign - --key $P/stranger.p12 --password-file $P/password.txt -o - 2>/dev/null | tee all.p7s |
            $K extract - $T -o - 2>/dev/null
            """
        let outcome = try folder.make(line)
        #expect(outcome.output == SigningFolder.content)
        let report = try report("$K verify - $T --json <all.p7s", status: 0)
        #expect((report["signatures"] as? [Any])?.count == 2)
        #expect(try folder.shell("$K verify a.p7s - --content - $T").status == 64)
        try folder.make("$K sign a.txt $S --detached -o a.p7s")
        #expect(try folder.shell("$K verify a.p7s --content - $T <a.txt").status == 0)
        #expect(try folder.shell("cat a.p7s | $K inspect - --content a.txt --json").status == 0)
    }

    @Test("Base64 and PEM are read wherever a message is")
    func base64() throws {
        try folder.make("$K sign a.txt $S -o a.p7s && openssl base64 -in a.p7s -out a.b64")
        try folder.make("(echo -----BEGIN CMS-----; cat a.b64; echo -----END CMS-----) >a.pem")
        for name in ["a.b64", "a.pem"] {
            try folder.make("$K verify \(name) $T")
            #expect(try folder.make("$K extract \(name) $T -o -").output == SigningFolder.content)
            try folder.make("$K cosign \(name) --key $P/head.p12 --password-file $P/password.txt -o \(name).p7s")
            try folder.make("$K verify \(name).p7s $T")
        }
    }

    @Test("A container: signed, cosigned, countersigned, verified, extracted; a stock zip tool opens it")
    func container() throws {
        try folder.make("$K sign a.txt b.txt --format asice $S -o box.asice")
        try folder.make("$K cosign box.asice --key $P/head.p12 --password-file $P/password.txt -o box.asice")
        try folder.make(
            "$K countersign box.asice --signature 2 --key $P/stranger.p12 --password-file $P/password.txt -o box.asice"
        )
        let report = try report("$K verify - $T --json <box.asice", status: 0)
        #expect(report["signedFiles"] as? [String] == ["a.txt", "b.txt"])
        #expect((report["signatures"] as? [Any])?.count == 2)
        try folder.make("unzip -tq box.asice")
        try folder.make(
            "unzip -q box.asice -d stock && $K extract box.asice $T -o ours && diff -r ours/a.txt stock/a.txt"
        )
        #expect(try readFile(folder.folder("ours/b.txt")).isEmpty)
        #expect(try folder.shell("$K extract box.asice $T -o ours").status == 73)
        #expect(try folder.shell("$K extract box.asice $T -o -").status == 73)
        try folder.make("$K extract - -o piped <box.asice")
        #expect(
            try openSSL("-in stock/META-INF/signature001.p7s -content stock/META-INF/ASiCManifest001.xml").status == 0
        )
    }

    @Test("extract tells what it asked, in words and in JSON")
    func extractAnswers() throws {
        try folder.make("$K sign a.txt $S -o a.p7s")
        let plain = try folder.make("$K extract a.p7s -o out.txt")
        #expect(plain.errorText.contains("nobody has said who the signers are"))
        #expect(try folder.shell("$K extract a.p7s -o out.txt --language ru").errorText.contains("никто не подтвердил"))
        let answer = try report("$K extract a.p7s -o out.txt --json", status: 0)
        #expect(answer["isExtracted"] as? Bool == true)
        #expect(answer["isSignerJudged"] as? Bool == false)
        #expect(answer["byteCount"] as? Int == SigningFolder.content.count)
        #expect(answer["verdict"] as? String == "indeterminate")
        let trusted = try folder.make("$K extract a.p7s $T -o out.txt")
        #expect(trusted.errorText.isEmpty)
        try folder.touch("a.p7s", as: "bad.p7s", at: SigningFolder.content)
        let before = try folder.names()
        for options in ["", "$T"] {
            let refused = try report("$K extract bad.p7s \(options) -o new.txt --json", status: 1)
            #expect(refused["isExtracted"] as? Bool == false)
            #expect(SigningFolder.codes(refused).contains("HASH_FAILURE"))
            let toPipe = try folder.shell("$K extract bad.p7s \(options) -o -")
            #expect(toPipe.status == 1)
            #expect(toPipe.output.isEmpty)
        }
        #expect(
            try report("$K extract a.p7s --trust $P/trust/root.crl -o new.txt --json", status: 2)["isExtracted"]
                as? Bool == false
        )
        #expect(try folder.names() == before)
    }

    @Test("inspect says that nothing was judged, in each language")
    func inspect() throws {
        try folder.make("$K sign a.txt $S -o a.p7s && $K sign a.txt --format asice $S -o box.asice")
        for (language, words) in [("en", "nothing was judged"), ("ru", "никакой оценки"), ("kk", "баға берілген жоқ")] {
            for name in ["a.p7s", "box.asice", "$P/trust/root.cer", "$P/trust/issuing.crl"] {
                let outcome = try folder.make("$K inspect \(name) --language \(language)")
                #expect(outcome.text.contains(words))
                // Every label has its text.
                #expect(!outcome.text.contains("FACT_"))
                #expect(!outcome.text.contains("LABEL_"))
            }
        }
        let document = try report("$K inspect a.p7s --json", status: 0)
        #expect(document["isJudged"] as? Bool == false)
        #expect(document["format"] as? String == "cms")
    }

    @Test("A name with line breaks and controls adds no line to a report")
    func names() throws {
        try folder.make("cp a.txt 'x\nPASSED: b' && $K sign 'x\nPASSED: b' $S -o a.p7s")
        let outcome = try folder.shell("cp a.p7s 'y\nz' && $K verify 'y\nz' $T")
        #expect(outcome.status == 0)
        #expect(outcome.text.hasPrefix("y\\u{A}z: "))
    }

    @Test("A closed standard output puts no result into the product")
    func closedOutput() throws {
        let outcome = try folder.shell("$K sign a.txt $S -o a.p7s >&-")
        #expect(outcome.status == 73)
        #expect(outcome.errorText.contains("Bad file descriptor"))
        try folder.make("$K verify a.p7s $T")
        #expect(try folder.shell("$K sign - $S -o b.p7s <&- >&-").status == 66)
        #expect(try !folder.names().contains("b.p7s"))
    }
}
