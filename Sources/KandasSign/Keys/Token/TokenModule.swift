internal import CPKCS11
internal import Glibc

/// A loaded PKCS #11 module.
final class TokenModule {
    private let library: UnsafeMutableRawPointer
    let functions: CK_FUNCTION_LIST
    private let isOurs: Bool

    /// Loads and initialises a module.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/tokenModuleUnusable``.
    init(path: String) throws(SigningError) {
        // A bare name would be looked for in many folders, some of which others may write to.
        guard path.contains("/") else { throw TokenModule.unusable(path, "name the module by its path") }
        guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
            throw TokenModule.unusable(path, dlerror().map { String(cString: $0) } ?? "it cannot be loaded")
        }
        guard let symbol = dlsym(library, "C_GetFunctionList") else {
            dlclose(library)
            throw TokenModule.unusable(path, "it is no PKCS #11 module")
        }
        let getFunctionList = unsafeBitCast(symbol, to: CK_C_GetFunctionList.self)
        var list: UnsafeMutablePointer<CK_FUNCTION_LIST>?
        guard getFunctionList(&list) == CKR_OK, let list, list.pointee.version.major >= 2 else {
            dlclose(library)
            throw TokenModule.unusable(path, "it gives no functions")
        }
        functions = list.pointee
        var arguments = CK_C_INITIALIZE_ARGS()
        arguments.flags = CKF_OS_LOCKING_OK
        let result = functions.C_Initialize?(&arguments) ?? CK_RV.max
        guard result == CKR_OK || result == CKR_CRYPTOKI_ALREADY_INITIALIZED else {
            dlclose(library)
            throw TokenModule.unusable(path, "C_Initialize returned 0x\(String(result, radix: 16))")
        }
        self.library = library
        isOurs = result == CKR_OK
    }

    deinit {
        if isOurs { _ = functions.C_Finalize?(nil) }
        dlclose(library)
    }

    /// The one token that a URI names.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/tokenAbsent``, ``SigningError/Code/tokenAmbiguous``.
    func slot(of uri: TokenURI) throws(SigningError) -> (slot: CK_ULONG, flags: CK_ULONG) {
        var count: CK_ULONG = 0
        try check(functions.C_GetSlotList?(1, nil, &count), "C_GetSlotList")
        var slots = [CK_ULONG](repeating: 0, count: Int(min(count, 1_024)))
        count = CK_ULONG(slots.count)
        if count > 0 { try check(functions.C_GetSlotList?(1, &slots, &count), "C_GetSlotList") }
        var found: [(slot: CK_ULONG, flags: CK_ULONG)] = []
        var labels: [String] = []
        for slot in slots.prefix(Int(min(count, 1_024))) {
            var info = CK_TOKEN_INFO()
            // A token that was pulled out meanwhile, or has never been set up, is not meant.
            guard functions.C_GetTokenInfo?(slot, &info) == CKR_OK, info.flags & CKF_TOKEN_INITIALIZED != 0 else {
                continue
            }
            let label = TokenModule.text(info.label)
            let isMeant =
                TokenModule.matches(uri.token, label)
                && TokenModule.matches(uri.serial, TokenModule.text(info.serialNumber))
                && TokenModule.matches(uri.manufacturer, TokenModule.text(info.manufacturerID))
                && TokenModule.matches(uri.model, TokenModule.text(info.model))
            labels.append(label)
            if isMeant { found.append((slot, info.flags)) }
        }
        guard let only = found.first else {
            let known = labels.isEmpty ? "there is no token" : "there is: \(labels.joined(separator: ", "))"
            throw SigningError(.tokenAbsent, "the token is not there; \(known)")
        }
        guard found.count == 1 else {
            throw SigningError(.tokenAmbiguous, "\(found.count) tokens are what the URI names; add serial= to it")
        }
        return only
    }

    /// Fails for every result but success.
    func check(_ result: CK_RV?, _ function: StaticString) throws(SigningError) {
        guard let result else { throw SigningError(.tokenModuleUnusable, "the module lacks \(function)") }
        guard result == CKR_OK else { throw .token(result, from: function) }
    }

    private static func matches(_ wanted: String?, _ found: String) -> Bool { wanted == nil || wanted == found }

    /// A field of fixed length, padded with blanks.
    private static func text(_ field: some Any) -> String {
        var bytes = withUnsafeBytes(of: field) { Array($0) }
        while let last = bytes.last, last == 0x20 || last == 0 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unusable(_ path: String, _ reason: String) -> SigningError {
        SigningError(.tokenModuleUnusable, "\(path): \(reason)")
    }
}
