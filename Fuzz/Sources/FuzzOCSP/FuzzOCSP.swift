import FuzzKit
import KandasSign

/// OCSP responses: what was read is written as it was, and no getter minds what is in it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOCSP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    guard let response = try? OCSPResponse(der: bytes, limits: Judging.limits) else { return 0 }
    mustHold((try? OCSPResponse(der: response.der, limits: Judging.limits)) == response, "a response can be read again")
    guard let basic = response.basic else { return 0 }
    mustHold(response.der == bytes || basic.der == bytes, "a response keeps its encoding")
    _ = basic.nonce
    for single in basic.responses { _ = single.archiveCutoff }
    // The response brings all there is to judge it by; nothing it brings makes an answer.
    guard let first = basic.certificates.first else { return 0 }
    let checker = RevocationChecker(evidence: Evidence(ocspResponses: [response]))
    for certificate in basic.certificates {
        if let request = try? OCSPRequest(certificate: certificate, issuer: first, nonce: [1]) {
            _ = request.nonceAnswer(of: basic)
        }
        _ = checker.status(of: certificate, authority: first, at: Judging.time)
    }
    return 0
}
