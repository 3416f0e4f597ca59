import Foundation
import Support
import Testing

@Suite("intake writes a signed receipt")
struct ReceiptCommandTests {
    private static let head = "--key \"$P/head.p12\" --password-file \"$P/password.txt\""

    private func application() throws -> SigningFolder {
        let folder = try SigningFolder()
        try folder.make("$K apply --sample form --for \"$P/applicant.p12\" --password-file \"$P/password.txt\"")
        try folder.make("$K apply form/form.json $S -o application.asice")
        return folder
    }

    @Test("It names the package by digest, and verifies")
    func receipt() throws {
        let folder = try application()
        try folder.make(
            "$K intake application.asice $T --receipt receipt.p7s --registration-number 39-1 "
                + "--received 2026-11-20T10:00:00+05:00 \(Self.head)"
        )
        try folder.make("$K extract receipt.p7s $T -o receipt.json")
        let object = try JSONSerialization.jsonObject(with: Data(try readFile(folder.folder("receipt.json"))))
        let receipt = try #require(object as? [String: Any])
        let digest = try Tool.openssl("dgst", "-sha256", "-r", folder.folder("application.asice")).text.prefix(64)
        #expect(receipt["sha256"] as? String == String(digest))
        #expect(receipt["registrationNumber"] as? String == "39-1")
        #expect(receipt["decision"] as? String == "accept")
        #expect(receipt["registeredOn"] as? String == "2026-11-20")
        #expect(receipt["due"] as? String == "2026-11-25")
    }

    @Test("What is missing or wrong leaves no receipt")
    func refused() throws {
        let folder = try application()
        for (options, status) in [
            ("--receipt r \(Self.head)", 64), ("--receipt r --registration-number 1", 64),
            ("\(Self.head)", 64), ("--receipt r --registration-number 1 $S", 77),
            ("--receipt application.asice --registration-number 1 \(Self.head)", 73),
        ] {
            let outcome = try folder.shell("$K intake application.asice $T \(options)")
            #expect(outcome.status == status, "\(options): \(outcome)")
            #expect(try !folder.names().contains("r"))
        }
        // What cannot be read gets none either.
        let outcome = try folder.shell("$K intake a.txt $T --receipt r --registration-number 1 \(Self.head)")
        #expect(outcome.status == 65)
        #expect(try !folder.names().contains("r"))
    }
}
