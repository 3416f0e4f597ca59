import Foundation
import KandasSign
import Support
import Testing

@Suite("What verify prints as JSON fits the published schema")
struct ReportSchemaTests {
    private static let path = "\(Fixtures.packageRoot)/schemas/report.schema.json"

    private func definitions() throws -> [String: Any] {
        let schema = try JSONSerialization.jsonObject(with: Data(readFile(Self.path))) as? [String: Any]
        return try #require(schema?["$defs"] as? [String: Any])
    }

    @Test("Its enumerations are those of the library")
    func enumerations() throws {
        let definitions = try definitions()
        func names(_ value: Any?) -> Set<String> { Set((value as? [String: Any])?["enum"] as? [String] ?? []) }
        #expect(names(definitions["subIndication"]) == Set(SubIndication.allCases.map(\.rawValue)))
        let certificate = (definitions["certificate"] as? [String: Any])?["properties"] as? [String: Any]
        let roles = (certificate?["roles"] as? [String: Any])?["items"]
        #expect(names(roles) == Set(CertificateRole.allCases.map(\.rawValue)))
    }

    /// Outputs of every kind, in one run of shell.
    private static let script = """
        set -e
        $K sign a.txt $S -o attached.p7s >/dev/null
        $K sign a.txt $S --detached --level basic -o detached.p7s >/dev/null
        $K sign a.txt b.txt --format asice $S -o box.asice >/dev/null
        $K cosign attached.p7s --key $P/head.p12 --password-file $P/password.txt -o two.p7s >/dev/null
        $K countersign two.p7s --key $P/stranger.p12 --password-file $P/password.txt -o three.p7s >/dev/null
        $K sign a.txt --key $P/revoked.p12 --password-file $P/password.txt -o revoked.p7s >/dev/null
        sed 's/беру/алу/' attached.p7s >changed.p7s
        cp box.asice damaged.asice
        printf X | dd of=damaged.asice bs=1 seek=40 conv=notrunc 2>/dev/null
        head -c 300 box.asice >cut.asice
        set +e
        L="--language $1"
        $K verify $L --json $T attached.p7s two.p7s three.p7s box.asice revoked.p7s changed.p7s
        $K verify $L --json $T --without-revocation attached.p7s
        $K verify $L --json --trust $P/trust/root.cer attached.p7s box.asice
        $K verify $L --json attached.p7s box.asice
        $K verify $L --json $T detached.p7s
        $K verify $L --json $T detached.p7s --content a.txt
        $K verify $L --json $T detached.p7s --content b.txt
        $K verify $L --json $T --at 2001-01-01 attached.p7s three.p7s
        $K verify $L --json $T --at 2045-01-01 attached.p7s
        $K verify $L --json $T attached.p7s missing.p7s a.txt /
        $K verify $L --json $T missing.p7s
        $K verify $L --json $T a.txt
        $K verify $L --json $T damaged.asice
        $K verify $L --json $T cut.asice
        $K verify $L --json
        true
        """

    @Test(
        "Outputs of every kind, in each language",
        .enabled(if: Python.has("jsonschema"), "\(Python.absenceNote)"),
        arguments: ["kk", "ru", "en"]
    )
    func outputs(language: String) throws {
        let folder = try SigningFolder()
        let outcome = try folder.shell("set -- \(language)\n" + Self.script)
        #expect(outcome.status == 0, "\(outcome)")
        let count = try Python.run("validate_json.py", [Self.path], input: outcome.output)
        #expect(String(decoding: count, as: UTF8.self) == "26\n", "\(outcome.text)")
        let lines = try SigningFolder.lines(outcome)
        #expect(Set(lines.compactMap { $0["verdict"] as? String }) == ["passed", "failed", "indeterminate"])
        // In each language there is a text for every code, and the codes do not depend on it.
        for line in lines {
            for reason in line["reasons"] as? [[String: Any]] ?? [] where reason["severity"] != nil {
                #expect(reason["text"] as? String != reason["code"] as? String, "\(reason["code"] ?? "")")
            }
        }
    }

    @Test(
        "National messages",
        .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"),
        .enabled(if: Python.has("jsonschema"), "\(Python.absenceNote)")
    )
    func national() throws {
        let outcome = try BuiltCommand.run(
            "verify",
            "--json",
            try Fixtures.path("kz/cms/SIGNED_CMS.cms"),
            try Fixtures.path("kz/cms/SIGNED_CMS_ONE_SIGNER.cms"),
            try Fixtures.path("kz/cms/individual_detached.der")
        )
        #expect(outcome.status == 2)
        let count = try Python.run("validate_json.py", [Self.path], input: outcome.output)
        #expect(String(decoding: count, as: UTF8.self) == "3\n")
    }
}
