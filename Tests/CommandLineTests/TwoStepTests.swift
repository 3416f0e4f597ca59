import Foundation
import Support
import Testing

@Suite("sign and apply sign in two steps with keys that are elsewhere")
struct TwoStepTests {
    let folder: SigningFolder

    init() throws {
        folder = try SigningFolder()
        // What is elsewhere: the applicant's key and a stranger's, for OpenSSL.
        for name in ["applicant", "stranger"] {
            try folder.make(
                """
                openssl pkcs12 -in $P/\(name).p12 -passin file:$P/password.txt -nocerts -nodes -out \(name).key &&
                openssl pkcs12 -in $P/\(name).p12 -passin file:$P/password.txt -nokeys -clcerts |
                openssl x509 -out \(name).pem
                """
            )
        }
    }

    private func refused(_ line: String, _ status: Int, _ code: String) throws {
        let outcome = try folder.shell(line)
        #expect(outcome.status == status, "\(line): \(outcome)")
        #expect(outcome.errorText.contains(code), "\(line): \(outcome)")
    }

    @Test("A bare value: another process completes it, once")
    func value() throws {
        let prepared = try folder.make(
            "$K sign a.txt --detached --prepare state --bytes bytes --cert applicant.pem --json"
        )
        let answer = try #require(try SigningFolder.lines(prepared).first)
        #expect(answer["expects"] as? String == "value")
        #expect((answer["signer"] as? [String: Any])?["iin"] as? String == "900517100016")
        let digest = try folder.make("openssl dgst -sha256 -r bytes").text.prefix(64)
        #expect((answer["bytes"] as? [String: Any])?["digest"] as? String == String(digest))
        #expect(try folder.make("stat -c %a state").text == "600\n")
        try folder.make("openssl dgst -sha256 -sign stranger.key -out stranger.sig bytes")
        try folder.make("openssl dgst -sha256 -sign applicant.key -out other.sig a.txt")
        for wrong in ["stranger.sig", "other.sig"] {
            try refused("$K sign --complete state --signature \(wrong) -o a.p7s", 65, "RETURNED_SIGNATURE_INVALID")
        }
        #expect(try !folder.names().contains("a.p7s"))
        try folder.make("openssl dgst -sha256 -sign applicant.key bytes | openssl base64 >sig")
        try refused("flock state $K sign --complete state --signature sig -o a.p7s", 69, "STATE_IN_USE")
        // In another folder, as after a restart.
        try folder.make("D=$PWD && cd / && $K sign --complete $D/state --signature $D/sig -o $D/a.p7s")
        try folder.make("$K verify a.p7s --content a.txt $T")
        try refused("$K sign --complete state --signature sig -o b.p7s", 65, "ALREADY_COMPLETED")
        #expect(try !folder.names().contains("b.p7s"))
        #expect(try folder.make("stat -c %a state").text == "600\n")
    }

    @Test("A whole message over a container's manifest")
    func message() throws {
        let prepared = try folder.make("$K sign a.txt b.txt --format asice --prepare state --bytes manifest.xml")
        #expect(prepared.text.contains("as CMS"))
        try folder.make(
            """
            openssl cms -sign -binary -nodetach -in manifest.xml -signer applicant.pem -inkey applicant.key \
            -outform PEM -out manifest.p7s &&
            openssl cms -sign -binary -in a.txt -signer applicant.pem -inkey applicant.key -outform DER -out other.p7s
            """
        )
        try refused("$K sign --complete state --signature other.p7s -o box.asice", 65, "RETURNED_CONTENT_DIFFERS")
        try folder.make("cp b.txt b.old && echo more >>b.txt")
        try refused("$K sign --complete state --signature manifest.p7s -o box.asice", 65, "INPUT_CHANGED")
        try folder.make("cp b.old b.txt && $K sign --complete state --signature manifest.p7s -o box.asice")
        try folder.make(
            "$K verify box.asice $T && unzip -p box.asice META-INF/ASiCManifest001.xml | cmp - manifest.xml"
        )
    }

    @Test("A message by another certificate than the one that was named, and certificates that must not sign")
    func certificates() throws {
        try folder.make("$K sign a.txt --prepare state --bytes bytes --cert applicant.pem --expect message")
        try folder.make(
            "openssl cms -sign -binary -in bytes -signer stranger.pem -inkey stranger.key -outform DER -out other.p7s"
        )
        try refused("$K sign --complete state --signature other.p7s -o a.p7s", 77, "RETURNED_CERTIFICATE_DIFFERS")
        for (name, code) in [("expired", "KEY_EXPIRED"), ("auth-only", "AUTH_KEY_USED")] {
            try folder.make(
                """
                openssl pkcs12 -in $P/\(name).p12 -passin file:$P/password.txt -nokeys -clcerts -out \(name).pem
                """
            )
            try refused("$K sign a.txt --prepare new --bytes new.bytes --cert \(name).pem", 77, code)
        }
        #expect(try folder.names().isDisjoint(with: ["new", "new.bytes"]))
        try refused("$K sign a.txt --prepare state --bytes bytes", 73, "OUTPUT_UNWRITABLE")
    }

    @Test("No product takes the place of what it is made of")
    func overwriting() throws {
        for (line, precious) in [
            ("$K sign a.txt --prepare state --bytes a.txt --cert applicant.pem", "a.txt"),
            ("$K sign a.txt --prepare state --bytes applicant.pem --cert applicant.pem", "applicant.pem"),
        ] {
            let before = try readFile(folder.folder(precious))
            try refused(line, 73, "OUTPUT_UNWRITABLE")
            #expect(try readFile(folder.folder(precious)) == before)
        }
        try folder.make("$K sign a.txt --prepare state --bytes bytes && touch sig")
        for output in ["state", "./state", "sig"] {
            try refused("$K sign --complete state --signature sig -o \(output)", 73, "OUTPUT_UNWRITABLE")
        }
    }

    @Test("A national key: one installation signs what another gave out")
    func national() throws {
        try folder.make("$K test-pki gost --algorithm gost2015")
        try folder.make("$K sign a.txt --prepare state --bytes bytes")
        try folder.make(
            "$K sign bytes --detached --key gost/applicant.p12 --password-file gost/password.txt -o bytes.p7s"
        )
        try folder.make("$K sign --complete state --signature bytes.p7s -o a.p7s && $K verify a.p7s --trust gost/trust")
    }

    @Test("An application", arguments: ["value", "message"])
    func application(expects: String) throws {
        try folder.make(
            "$K apply --sample form --for $P/applicant.p12 --password-file $P/password.txt --members 1"
        )
        let cert = expects == "value" ? "--cert applicant.pem" : ""
        try folder.make(
            "cd form && $K apply form.json --prepare ../state --bytes ../bytes \(cert.isEmpty ? "" : "--cert ../applicant.pem")"
        )
        func sign(_ name: String) throws {
            try folder.make(
                expects == "value"
                    ? "openssl dgst -sha256 -sign \(name).key -out \(name).sig bytes"
                    : """
                    openssl cms -sign -binary -in bytes -signer \(name).pem -inkey \(name).key -outform DER -out \(name).sig
                    """
            )
        }
        try sign("applicant")
        try sign("stranger")
        let stranger = try folder.shell("$K apply --complete state --signature stranger.sig -o out.asice")
        if expects == "value" {
            #expect(stranger.status == 65)
            #expect(stranger.errorText.contains("RETURNED_SIGNATURE_INVALID"))
        } else {
            #expect(stranger.status == 1)
            #expect(stranger.text.contains("SIGNER_NOT_APPLICANT"))
        }
        let attachment = try #require(try folder.names().first { $0.hasPrefix("form/") && $0.hasSuffix(".pdf") })
        try folder.make("cp \(attachment) kept && echo '%' >>\(attachment)")
        try refused("$K apply --complete state --signature applicant.sig -o out.asice", 65, "INPUT_CHANGED")
        try folder.make("cp kept \(attachment) && cp form/form.json kept && echo >>form/form.json")
        try refused("$K apply --complete state --signature applicant.sig -o out.asice", 65, "INPUT_CHANGED")
        try folder.make("cp kept form/form.json")
        try refused("$K sign --complete state --signature applicant.sig -o out.asice", 65, "MALFORMED_INPUT")
        #expect(try !folder.names().contains("out.asice"))
        try folder.make("$K apply --complete state --signature applicant.sig -o out.asice")
        try folder.make("$K intake out.asice $T")
        try refused("$K apply --complete state --signature applicant.sig -o out.asice", 65, "ALREADY_COMPLETED")
    }

    @Test("An applicant's certificate is asked for before, where it is known")
    func strangersCertificate() throws {
        try folder.make("$K apply --sample form --for $P/applicant.p12 --password-file $P/password.txt")
        let outcome = try folder.shell(
            "$K apply form/form.json --prepare state --bytes bytes --cert stranger.pem"
        )
        #expect(outcome.status == 1)
        #expect(outcome.text.contains("SIGNER_NOT_APPLICANT"))
        #expect(try folder.names().isDisjoint(with: ["state", "bytes"]))
    }

    @Test(
        "Options that do not go together",
        arguments: [
            "sign a.txt --prepare s", "sign a.txt --bytes b", "sign --complete s", "sign --signature s",
            "sign a.txt --prepare s --bytes b -o c", "sign --complete s --signature s",
            "sign a.txt --complete s --signature s -o c", "sign --complete s --signature s -o c --detached",
            "sign --complete s --signature s -o c --level basic", "sign a.txt --prepare s --bytes b --expect value",
            "sign a.txt --prepare s --bytes b --key k", "sign - --prepare s --bytes b", "sign --prepare s --bytes b",
            "sign a.txt --prepare - --bytes b", "sign a.txt --prepare s --bytes s", "sign a.txt -o c",
            "sign a.txt --prepare s --bytes b --complete s --signature s -o c", "sign a.txt --key k",
            "sign a.txt --key k -o c --expect value", "apply f --prepare s", "apply f --complete s --signature s -o c",
            "apply --complete s --signature s", "apply - --prepare s --bytes b",
            "apply f --check --prepare s --bytes b",
            "cosign a.p7s -o c", "countersign a.p7s -o c",
        ]
    )
    func usage(arguments: String) throws {
        #expect(try folder.shell("$K \(arguments)").status == 64)
    }
}
