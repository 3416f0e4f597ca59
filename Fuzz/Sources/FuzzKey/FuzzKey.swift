import FuzzKit
import KandasSign

private let password = SecretBytes(copying: Array("Qwerty12".utf8))

/// Key files, opened without and with a password.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKey(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = SecretBytes(copying: FuzzInput.bytes(start, count))
    let needsPassword = KeyFile.needsPassword(bytes, limits: Judging.limits)
    do throws(SigningError) {
        let file = try KeyFile(bytes, limits: Judging.limits)
        mustBeSound(file)
    } catch {
        mustHold(needsPassword || error.code != .passwordRefused, "who is refused without a password is asked for one")
    }
    if let file = try? KeyFile(bytes, password: password, limits: Judging.limits) { mustBeSound(file) }
    return 0
}

private func mustBeSound(_ file: KeyFile) {
    _ = file.refusals(at: Judging.time)
    guard let key = file.privateKey, let certificate = file.certificate else { return }
    mustHold(
        key.matches(subjectPublicKeyInfo: certificate.subjectPublicKeyInfo),
        "the certificate is that of the key"
    )
}
