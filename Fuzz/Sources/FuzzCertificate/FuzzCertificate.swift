import FuzzKit
import KandasSign

/// Certificates and revocation lists: what was read names the same bytes, and no getter minds what is in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCertificate(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    if let certificate = try? Certificate(der: bytes, limits: Judging.limits) {
        mustHold(certificate.der == bytes, "a certificate keeps its encoding")
        _ = certificate.holder
        _ = try? certificate.publicKey()
        _ = CertificateInspection(certificate)
        _ = SigningKeyCheck.refusals(of: certificate, at: Judging.time)
        mustHold(
            (try? CertificateRevocationList(der: bytes, limits: Judging.limits)) == nil,
            "nothing is both a certificate and a revocation list"
        )
    } else if let list = try? CertificateRevocationList(der: bytes, limits: Judging.limits) {
        mustHold(list.der == bytes, "a revocation list keeps its encoding")
        _ = list.entry(serialNumber: [1])
        _ = RevocationListInspection(list)
    }
    return 0
}
