import Foundation
import Support
import Testing

@Suite(
    "Signatures in PDFs, as the command makes and judges them, and as pyHanko and Poppler see them",
    .timeLimit(.minutes(2))
)
struct PDFVerbTests {
    /// A folder with a PDF and a PKI, whose services ran while what is in it was signed.
    final class Parties: Sendable {
        static let rsa = Result { try Parties(algorithm: "rsa") }
        static let ec = Result { try Parties(algorithm: "ec") }
        static func of(_ name: String) throws -> Parties { try (name == "rsa" ? rsa : ec).get() }

        let folder: TemporaryFolder

        private init(algorithm: String) throws {
            folder = try TemporaryFolder()
            var builder = PDFBuilder.onePage(page: "/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>")
            builder.add(4, "", stream: Array("BT /F 24 Tf 72 700 Td (Accepted) Tj ET".utf8))
            builder.add(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
            builder.finish(trailer: "/Root 1 0 R/ID[<00><00>]")
            try folder.write(builder.bytes, as: "a.pdf")
            // Its timestamper for tests knows RSA only.
            let modes = ["invisible", "visible", "certified"] + (algorithm == "rsa" ? ["timestamped", "lta"] : [])
            let peers =
                modes
                .map { "$P $PEER/sign_pdf.py \($0) a.pdf peer-\($0).pdf $PK $PF" }.joined(separator: "\n")
            let prelude = """
                timeout 60 $K test-pki pki --serve --algorithm \(algorithm) >services.txt 2>&1 &
                services=$!
                for i in $(seq 150); do grep -q /cert/issuing.cer services.txt && break; sleep 0.2; done
                $K sign a.pdf --format pdf $S --reason 'Шешім' --location Астана -o B.pdf || echo B
                $K sign a.pdf --format pdf $S --level T --tsa $(cat pki/services/address.txt)/tsp/ -o T.pdf || echo T
                $K cosign T.pdf $H -o two.pdf || echo two
                \(Python.has("pyhanko") ? peers : "")
                \(Python.has("pyhanko") ? "$P $PEER/sign_pdf.py visible peer-invisible.pdf peer-twice.pdf $PK $PF" : "")
                \(Python.has("pyhanko") ? "$P $PEER/sign_pdf.py invisible two.pdf peer-after.pdf $PK $PF" : "")
                kill $services; wait $services
                """
            let outcome = try shell(prelude)
            guard outcome.text.isEmpty || outcome.text.contains("signed by") else { throw SupportFailure("\(outcome)") }
        }

        func shell(_ line: String) throws -> Tool.Outcome {
            let key = "pki/applicant.p12 $(cat pki/password.txt) pki/services/tsa.p12"
            return try BuiltCommand.shell(
                line.replacing("$S", with: "--key pki/applicant.p12 --password-file pki/password.txt")
                    .replacing("$H", with: "--key pki/head.p12 --password-file pki/password.txt")
                    .replacing("$T", with: "--trust pki/trust")
                    .replacing("$PEER", with: "\(Fixtures.packageRoot)/Tests/Peers")
                    .replacing("$PK", with: key)
                    .replacing("$PF", with: "pki/trust/*")
                    .replacing("$K", with: "\"$K\"")
                    .replacing("$P", with: "\"\(Python.interpreter)\""),
                in: folder.path
            )
        }

        /// The report of `verify`.
        func report(_ name: String) throws -> [String: Any] {
            let outcome = try shell("$K verify \(name) $T --json")
            return try #require(try SigningFolder.lines(outcome).first, "\(outcome)")
        }
    }

    private func levels(_ report: [String: Any]) -> [String] {
        (report["signatures"] as? [[String: Any]] ?? []).compactMap { $0["level"] as? String }
    }

    @Test("What we sign passes, qpdf finds it sound, and it is drawn as before", arguments: ["rsa", "ec"])
    func ours(kind: String) throws {
        let parties = try Parties.of(kind)
        for (name, expected) in [("B", ["B"]), ("T", ["T"]), ("two", ["T", "B"])] {
            let report = try parties.report("\(name).pdf")
            #expect(report["verdict"] as? String == "passed" && levels(report) == expected, "\(report)")
            #expect(report["format"] as? String == "pdf")
            guard Tool.exists("qpdf"), Tool.exists("pdftoppm") else { continue }
            let check = try parties.shell(
                """
                qpdf --check \(name).pdf && pdftoppm -r 50 \(name).pdf drawn-\(name) && pdftoppm -r 50 a.pdf drawn-a \
                && cmp drawn-a-1.ppm drawn-\(name)-1.ppm
                """
            )
            #expect(check.status == 0, "\(check)")
        }
        let text = try parties.shell("$K verify two.pdf $T --language en").text
        #expect(text.contains("Covers revision 2 of 3") && text.contains("Covers revision 3 of 3"), "\(text)")
        let said = try parties.shell("$K verify B.pdf $T --language en").text
        #expect(said.contains("stated reason: Шешім") && said.contains("stated place: Астана"), "\(said)")
    }

    @Test(
        "pdfsig says that the signatures are valid",
        .enabled(if: Tool.exists("pdfsig"), "poppler-utils is not installed"),
        arguments: ["rsa", "ec"]
    )
    func poppler(kind: String) throws {
        let parties = try Parties.of(kind)
        for (name, count) in [("B", 1), ("T", 1), ("two", 2)] {
            let text = try parties.shell("pdfsig -nocert \(name).pdf").text
            #expect(text.split(separator: "\n").count { $0.contains("Signature is Valid.") } == count, "\(text)")
        }
    }

    @Test(
        "pyHanko trusts what we sign, and finds nothing changed",
        .enabled(if: Python.has("pyhanko"), "\(Python.absenceNote)"),
        arguments: ["rsa", "ec"]
    )
    func pyHankoReads(kind: String) throws {
        let parties = try Parties.of(kind)
        for (name, count) in [("B", 1), ("T", 1), ("two", 2)] {
            let outcome = try parties.shell("$P $PEER/verify_pdf.py \(name).pdf pki/trust/*.cer")
            let answer = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [[String: Any]]
            let seen = try #require(answer, "\(outcome)")
            #expect(seen.count == count)
            for one in seen {
                for key in ["intact", "valid", "trusted"] {
                    #expect(one[key] as? Bool == true, "\(name) \(key): \(seen)")
                }
                #expect(["NONE", "LTA_UPDATES", "FORM_FILLING"].contains(one["modified"] as? String), "\(seen)")
                #expect(one["subFilter"] as? String == "/ETSI.CAdES.detached")
            }
            if name == "T" { #expect(seen.first?["timestamp"] as? Bool == true, "\(seen)") }
        }
    }

    @Test(
        "What pyHanko signs passes here: invisible, visible, certified, twice, after ours, with a store of evidence",
        .enabled(if: Python.has("pyhanko"), "\(Python.absenceNote)"),
        arguments: ["rsa", "ec"]
    )
    func pyHankoSigns(kind: String) throws {
        let parties = try Parties.of(kind)
        var expected = [
            "invisible": ["B"], "visible": ["B"], "certified": ["B"], "twice": ["B", "B"], "after": ["T", "B", "B"],
        ]
        if kind == "rsa" { expected["timestamped"] = ["T"] }
        for (name, levels) in expected {
            let report = try parties.report("peer-\(name).pdf")
            #expect(report["verdict"] as? String == "passed" && self.levels(report) == levels, "\(name): \(report)")
        }
        guard kind == "rsa" else { return }
        let archived = try parties.report("peer-lta.pdf")
        #expect(archived["verdict"] as? String == "passed", "\(archived)")
        #expect(["LT", "LTA"].contains(levels(archived).first), "\(levels(archived))")
    }

    @Test("What does not go together is refused before anything is written")
    func refused() throws {
        let parties = try Parties.of("ec")
        for line in [
            "sign a.pdf --format pdf $S --detached -o x.pdf", "sign a.pdf --format pdf $S --level LTA -o x.pdf",
            "sign a.pdf --format pdf $S --level basic -o x.pdf", "sign a.pdf --format cms $S --reason x -o x.pdf",
            "sign a.pdf a.pdf --format pdf $S -o x.pdf",
        ] {
            let outcome = try parties.shell("$K \(line); s=$?; test -e x.pdf && exit 99; exit $s")
            #expect(outcome.status == 64, "\(line): \(outcome)")
        }
        let missing = try parties.shell(
            "$K sign services.txt --format pdf $S -o x.pdf; s=$?; test -e x.pdf && exit 99; exit $s"
        )
        #expect(missing.status == 65, "\(missing)")
        #expect(try parties.shell("$K verify a.pdf $T").status == 2)
        #expect(try parties.shell("$K verify B.pdf --content a.pdf $T").status == 65)
        #expect(try parties.shell("$K countersign B.pdf $S -o x.pdf").status == 65)
        #expect(try parties.shell("$K extract B.pdf $T -o out.pdf && cmp out.pdf B.pdf").status == 0)
    }
}
