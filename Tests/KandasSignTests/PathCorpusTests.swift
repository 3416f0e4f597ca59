import Support
import Testing

@testable import KandasSign

@Suite("Paths that others made", .enabled(if: Fixtures.arePresent, "\(Fixtures.absenceNote)"))
struct PathCorpusTests {
    @Test func scratch() throws {
        for corpus in ["pkits", "x509-limbo", "boringssl-chain", "bsi-path", "openssl-verify", "x509test", "botan-pss"]
        {
            var wrong = (accepted: 0, refused: 0, right: 0)
            for item in PathCorpusCase.all(corpus) where !item.kind.contains("signature") {
                if corpus == "openssl-verify", item.params?.specific == true { continue }
                if item.id.hasPrefix("webpki") || item.id.hasPrefix("online")
                    || corpus == "boringssl-chain" && item.params?.core == false
                {
                    continue
                }
                let (isValid, why) = try item.judge(policy: item.expected == "valid" ? .lenient : .generic)
                if isValid == (item.expected == "valid") { wrong.right += 1; continue }
                if isValid { wrong.accepted += 1 } else { wrong.refused += 1 }
                print(
                    "@@",
                    corpus,
                    isValid ? "ACCEPTED" : "refused",
                    item.id,
                    item.confidence ?? "",
                    "|",
                    why,
                    "|",
                    (item.reason ?? "").prefix(150).replacing("\n", with: " ")
                )
            }
            print("@@ ==", corpus, wrong)
        }
        for item in PathCorpusCase.all("boringssl-crl", "boringssl-ocsp") {
            let status = try item.status()
            let ok = status == item.params?.status
            print("@@", item.corpus, ok ? "ok" : "WRONG", item.id, status, item.params?.status ?? "", item.reason ?? "")
        }
    }
}
