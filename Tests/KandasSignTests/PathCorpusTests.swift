import Support
import Testing

@testable import KandasSign

/// Cases whose answer here is not the expected one, each with the reason; docs/conformance.md has them in words.
private let exceptions: [String: String] = [
    "pkits/Section1ValidDSASignaturesTest4": "DSA, which FIPS 186-5 withdrew, is not among our algorithms",
    "pkits/Section1ValidDSAParameterInheritanceTest5": "DSA",
    // The validator's duties are RFC 5280 section 6; what section 4 asks of authorities is not always among them.
    "x509-limbo/rfc5280::aki::leaf-missing-aki": "BSI's ext_09 and x509test want such a leaf accepted",
    "x509-limbo/rfc5280::aki::cross-signed-root-missing-aki": "the same, and the signature decides who the issuer is",
    "x509-limbo/rfc5280::root-non-critical-basic-constraints": "PKITS 4.6.4 wants it accepted; an anchor all the more",
    "x509-limbo/crl::crlnumber-missing": "ten lists of boringssl-crl without a number must be accepted",
    "x509-limbo/rfc5280::validity::notafter-fractional": "times are whole seconds; the last one is judged to be over",
    "bsi-path/ext_17": "PKITS 4.8.10 and others want policyConstraints that are not critical accepted",
    "bsi-path/common_12": "the length of names is not judged, as by Botan, whose corpus it is",
    "x509test/ValidChained": "authorities without key identifiers; x509-limbo wants them refused",
    "boringssl-chain/many-names::ok-all-types": "nameConstraints must be critical, as BSI's ext_16 wants",
    "boringssl-chain/violates-pathlen-1-from-root::main": "an anchor's own constraints hold (RFC 5937)",
    "boringssl-chain/policies-inhibit-anypolicy-by-root-fail::main": "an anchor's own constraints hold (RFC 5937)",
    "openssl-verify/accept_last-resort_direct_leaf_match": "a holder's certificate is no anchor here",
]

extension PathCorpusCase {
    /// Whether the case is about TLS: names of servers, purposes of keys, trust settings of OpenSSL or Chromium.
    fileprivate var isAboutTLS: Bool {
        switch corpus {
        case "x509-limbo":
            id.hasPrefix("webpki") || id.hasPrefix("online") || id.hasSuffix("-wrong-san") || id.contains("::eku::")
                || id.contains("max-chain-depth")
        case "boringssl-chain":
            params?.core != true || ["DISTRUSTED", "TRUSTED_LEAF"].contains(params?.lastCertificateTrust)
                || reason?.contains("extended key usage") == true
        case "openssl-verify": params?.specific == true || id.contains("purpose")
        case "x509test": reason == "Certificate does not match provided name"
        default: false
        }
    }
}

@Suite("Paths that others made", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct PathCorpusTests {
    @Test(
        "Each path gets the expected answer",
        arguments: [
            "pkits", "x509-limbo", "boringssl-chain", "bsi-path", "openssl-verify", "x509test", "botan-pss",
        ]
    )
    func paths(corpus: String) throws {
        var count = 0
        for item in PathCorpusCase.all(corpus) where item.kind.hasPrefix("x509-") && !item.isAboutTLS {
            guard item.kind != "x509-self-signature" else { continue }
            count += 1
            // What must pass may be old; what must not may be refused for being weak.
            let (isValid, why) = try item.judge(policy: item.expected == "valid" ? .lenient : .generic)
            let isExpected = isValid == (item.expected == "valid")
            #expect(isExpected == (exceptions[item.testDescription] == nil), "\(item): \(why) | \(item.reason ?? "")")
        }
        #expect(count >= 15)
    }

    @Test("Self-signatures and signatures of lists with RSASSA-PSS")
    func probabilisticSignatures() throws {
        var count = 0
        for item in PathCorpusCase.all("botan-pss") {
            switch item.kind {
            // A key of type RSASSA-PSS, which our keys do not include.
            case "x509-self-signature" where item.id != "107":
                #expect(try item.certificates("leaf").first?.isSelfSigned == (item.expected == "valid"), "\(item)")
            case "crl-signature":
                let authority = try #require(try (item.certificates("root") + item.certificates("leaf")).first)
                let list = try CertificateRevocationList(der: try #require(item.ders("crl").first))
                #expect(list.isSigned(by: authority) == (item.expected == "valid"), "\(item)")
            default: continue
            }
            count += 1
        }
        #expect(count >= 10)
    }

    @Test("What is no certificate is refused", arguments: PathCorpusCase.all("boringssl-parsecert"))
    func certificates(item: PathCorpusCase) throws {
        let bytes = try item.bytes("certificate") ?? []
        #expect((try? Certificate(der: bytes)) == nil, "\(item.reason ?? "")")
    }
}
