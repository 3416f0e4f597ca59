import Foundation
import KandasSign
import Support
import Testing

@Suite("verify answers a third party in four, with nothing but a trust folder and public files")
struct DecisionVerifyTests {
    private let folder: DecisionFolder

    init() throws { folder = try DecisionFolder.shared.get() }

    /// A day after a document's last one.
    private func dayAfter(_ name: String) throws -> String {
        let text = String(decoding: try readFile(folder.folder(name)), as: UTF8.self)
        let match = try #require(text.firstMatch(of: /<validUntil>([0-9-]{10})/))
        let last = try #require(CalendarDate(String(match.1)))
        return "\(last.adding(days: 1))T01:00:00+05:00"
    }

    @Test("Offline, with the list, annulled, expired, extended")
    func life() throws {
        #expect(try folder.verify("certificate.xml") == ("YYUU", 2))
        #expect(try folder.verify("certificate.xml --status-list list.p7s") == ("YYYY", 0))
        let after = try dayAfter("certificate.xml")
        #expect(try folder.verify("certificate.xml --status-list list.p7s --at \(after)") == ("YYYN", 1))
        let both = "certificate.xml extension.xml --status-list list.p7s --at \(after)"
        #expect(try folder.verify(both).answers == "YYYY")
        #expect(
            try folder.verify("certificate.xml --decisions extended --status-list list.p7s --at \(after)") == (
                "YYYY", 0
            )
        )
        // An extension has a place of its own in the list: it says nothing of the certificate, which may be annulled.
        #expect(try folder.verify("extension.xml --status-list list.p7s --at \(after)") == ("YYUU", 2))
        // A timestamp that cannot be proven for want of evidence is not known, and no forgery.
        _ = try folder.shell("cp -r bank blind; rm -f blind/*.crl")
        #expect(try folder.verify("certificate.xml --status-list list.p7s", trust: "blind") == ("UUUU", 2))
        #if Print
        // Somebody else signs the paper, too: such a signature may draw over the page.
        _ = try folder.shell(
            """
            cp $(ls decided/*-certificate.pdf | head -1) paper.pdf
            $K cosign paper.pdf --key pki/applicant.p12 --password-file pki/password.txt -o cosigned.pdf
            """
        )
        #expect(try folder.verify("paper.pdf --status-list list.p7s") == ("YYYY", 0))
        #expect(try folder.verify("cosigned.pdf --status-list list.p7s") == ("UYYY", 2))
        #endif
        // Lists in the trust folder are found there.
        _ = try folder.shell("cp -r bank bank2; mkdir -p bank2/status; cp list.p7s bank2/status/")
        #expect(try folder.verify("certificate.xml", trust: "bank2") == ("YYYY", 0))
        // Each document of the family by folder, and each paper.
        let files = try Tool.run("find", [folder.folder("decided"), "-type", "f"]).text.split(separator: "\n")
        #expect(files.count { $0.hasSuffix(".xml") } == 3)
        let all = try folder.shell("$K verify decided --trust bank2 --json")
        #expect(all.status == 0 && all.output.count { $0 == 0x0a } == files.count, "\(all)")
        // In a copy of the register one is annulled, and a list is made of it.
        let outcome = try folder.shell(
            """
            cp status.json annulled.json; $K status annul annulled.json certificate.xml &&
            $K status publish annulled.json $H -o annulled.p7s
            """
        )
        #expect(outcome.status == 0, "\(outcome)")
        #expect(try folder.verify("certificate.xml --status-list annulled.p7s") == ("YYNN", 1))
        // Of two editions the newer one counts, whatever the order.
        #expect(
            try folder.verify("certificate.xml --status-list annulled.p7s --status-list list.p7s") == ("YYNN", 1)
        )
        // A stale list tells nothing.
        let later = Timestamp.now().adding(days: 3).description
        #expect(try folder.verify("certificate.xml --status-list annulled.p7s --at \(later)") == ("YYUU", 2))
    }

    @Test(
        "Forged in any way it is refused: a stranger's signature, a changed letter, no signature, no list of authorities"
    )
    func forged() throws {
        #expect(try folder.verify("strangers.xml --status-list list.p7s") == ("YNUU", 1))
        #expect(try folder.verify("bare.xml --status-list list.p7s") == ("NUUU", 1))
        let text = String(decoding: try readFile(folder.folder("certificate.xml")), as: UTF8.self)
        try folder.folder.write(Array(text.replacing("ҚАНДАС", with: "ЖАНДАС").utf8), as: "changed.xml")
        #expect(try folder.verify("changed.xml --status-list list.p7s") == ("NUUU", 1))
        try folder.folder.write(Array("<x>\(text.dropFirst(38))</x>".utf8), as: "wrapped.xml")
        #expect(try folder.verify("wrapped.xml --status-list list.p7s") == ("NUUU", 1))
        _ = try folder.shell("mkdir -p unlisted; cp pki/trust/*.c* unlisted/")
        #expect(try folder.verify("certificate.xml --status-list list.p7s", trust: "unlisted") == ("YUUU", 2))
        _ = try folder.shell("cp -r bank broken; head -c 700 bank/authorities/list.p7s >broken/authorities/list.p7s")
        #expect(try folder.verify("certificate.xml", trust: "broken").status == 65)
    }

    @Test(
        "What is said is for a tired clerk: an outcome, four marks, and never an identity document",
        arguments: ["kk", "ru", "en"]
    )
    func text(language: String) throws {
        let outcome = try folder.shell(
            "$K verify certificate.xml --trust bank --status-list list.p7s --language \(language)"
        )
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("  ✓ ") } == 4, "\(outcome)")
        #expect(outcome.text.contains("********0016") && !outcome.text.contains("900517100016"))
        let notice = [
            "kk": "жеке басты куәландырмайды", "ru": "не удостоверяет личность", "en": "no identity document",
        ]
        #expect(outcome.text.contains(notice[language] ?? "?"))
        // Of a forged one nothing that it says is repeated.
        let forged = try folder.shell("$K verify strangers.xml --trust bank --language \(language)")
        #expect(!forged.text.contains("ТЕСТОВ") && forged.text.contains("✗"))
    }

    @Test("The standard input, and other signed files among decisions")
    func others() throws {
        let outcome = try folder.shell("$K verify - --trust bank --status-list list.p7s <certificate.xml")
        #expect(outcome.status == 0, "\(outcome)")
        let mixed = try folder.shell(
            "$K verify application.asice certificate.xml second-receipt.p7s --trust bank --status-list list.p7s --json"
        )
        #expect(mixed.status == 0, "\(mixed)")
        let lines = try SigningFolder.lines(mixed)
        #expect(lines.map { $0["answers"] != nil } == [false, true, false])
        let piped = try folder.shell("cat second-receipt.p7s | $K verify - --trust bank")
        #expect(piped.status == 0, "\(piped)")
    }
}
