import Foundation
import Support
import Testing

@Suite("path judges a certificate alone")
struct PathVerbTests {
    private let folder: SigningFolder

    init() throws {
        folder = try SigningFolder()
        try folder.make(
            """
            for name in applicant revoked expired; do
                openssl pkcs12 -in $P/$name.p12 -passin file:$P/password.txt -nokeys -clcerts -out $name.all &&
                openssl x509 -in $name.all -out $name.pem || exit 1
            done
            cat $P/trust/issuing.cer >issuing.cer && cat $P/trust/issuing.crl >issuing.crl
            """
        )
    }

    @Test(
        "0 for a good one, 1 for a revoked one, 2 for one of which too little is known",
        arguments: [
            ("applicant.pem $T", 0), ("revoked.pem $T", 1), ("expired.pem $T", 2), ("applicant.pem", 2),
            ("applicant.pem --trust $P/trust/root.cer", 2),
            ("applicant.pem --trust $P/trust/root.cer --untrusted issuing.cer", 2),
            ("applicant.pem --trust $P/trust/root.cer --untrusted issuing.cer --without-revocation", 0),
            (
                "applicant.pem --trust $P/trust/root.cer --trust $P/trust/root.crl --untrusted issuing.cer --untrusted issuing.crl",
                0
            ),
            ("applicant.pem $T --require-policy 1.2.3", 2), ("applicant.pem $T --at 2001-01-01", 2),
            ("- $T <applicant.pem", 0), ("missing.pem $T", 66), ("a.txt $T", 65), ("$P/trust/root.crl $T", 65),
            ("applicant.pem $T --require-policy nonsense", 64), ("- $T --untrusted -", 64),
        ]
    )
    func codes(arguments: String, status: Int) throws {
        let outcome = try folder.shell("$K path \(arguments)")
        #expect(outcome.status == status, "\(outcome)")
        #expect(outcome.errorText.isEmpty == (status < 64), "\(outcome)")
    }

    @Test("The report shows the path, what is known about revocation, and from what")
    func report() throws {
        let outcome = try folder.shell("$K path revoked.pem $T --json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        #expect(report["verdict"] as? String == "failed")
        #expect(report["subIndication"] as? String == "REVOKED")
        let path = try #require(report["path"] as? [[String: Any]])
        #expect(path.count == 3)
        #expect(path.map { $0["isAnchor"] as? Bool } == [false, false, true])
        let states = path.map { ($0["revocation"] as? [String: Any])?["status"] as? String }
        #expect(states == ["revoked", "good", nil])
        let revocation = try #require(path[0]["revocation"] as? [String: Any])
        #expect(revocation["reason"] as? String == "keyCompromise")
        let evidence = try #require(revocation["evidence"] as? [String: Any])
        #expect(evidence["kind"] as? String == "crl")
        #expect((evidence["signer"] as? String)?.contains("ҰЛТТЫҚ") == true)
    }

    @Test("In each language", arguments: [("kk", "кері қайтарып алынған"), ("ru", "отозван"), ("en", "revoked")])
    func languages(language: String, word: String) throws {
        let outcome = try folder.shell("$K path revoked.pem $T --language \(language)")
        #expect(outcome.text.contains(word), "\(outcome)")
    }
}
