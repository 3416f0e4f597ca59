import KandasTestPKI
import Support
import Testing

@testable import KandasSign

/// A folder with files to be signed in two steps, and whoever signs elsewhere.
struct RemoteSigningFolder {
    /// Who signs elsewhere.
    enum Party: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case rsa = "RSA"
        case pss = "RSA-PSS"
        case p256 = "P-256"
        case p521 = "P-521"
        case ed25519 = "Ed25519"
        case gost512 = "GOST R 34.10-2015-512"
        case gost256 = "GOST R 34.10-2015-256"

        var testDescription: String { rawValue }

        /// Those whose keys a plain `openssl` has and can sign CMS with.
        static let ofOpenSSL: [Party] = [.rsa, .p256, .p521]

        fileprivate var kind: PrivateKey.Kind {
            switch self {
            case .rsa, .pss: .rsa(bits: 2_048)
            case .p256: .ellipticCurve(bits: 256)
            case .p521: .ellipticCurve(bits: 521)
            case .ed25519: .ed25519
            case .gost512: .national(.gost2015x512)
            case .gost256: .national(.gost2015x256)
            }
        }
    }

    private static let identities = Result {
        let pki = try SharedPKI.ec.get()
        var identities: [Party: TestIdentity] = [:]
        for party in Party.allCases {
            let subject = TestSubject.person(
                surname: "ТЕСТОВ",
                name: party.rawValue,
                iin: TestPKI.Person.applicantNumber
            )
            identities[party] = try pki.issuing.issue(
                .signing(subject, validity: pki.currentYear),
                for: .generate(party.kind)
            )
        }
        return identities
    }

    static let time = SharedPKI.time
    static let content = Array("Қандас мәртебесін беру туралы өтініш\n".utf8)

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(RemoteSigningFolder.content, as: "a.txt")
        try folder.write([], as: "b.txt")
    }

    func identity(_ party: Party) throws -> TestIdentity { try #require(Self.identities.get()[party]) }

    func remoteSigner(_ party: Party) throws -> RemoteSigner {
        try RemoteSigner(
            certificates: try identity(party).certificate.der,
            isPSS: party == .pss,
            at: RemoteSigningFolder.time
        )
    }

    func plan(_ format: SignedFileFormat, isDetached: Bool = false) throws -> FileSigningPlan {
        let names = format == .cms ? ["a.txt"] : ["a.txt", "b.txt"]
        return FileSigningPlan(
            format: format,
            isDetached: isDetached,
            entries: try names.map { name in
                FileSigningPlan.Entry(
                    file: try RecordedFile(reading: folder(name)),
                    name: name,
                    mediaType: "text/plain"
                )
            }
        )
    }

    func value(by party: Party) throws -> RemoteSigningRequest {
        .value(try remoteSigner(party), SignatureOptions(signingTime: RemoteSigningFolder.time))
    }

    /// The first step: the state as a later process reads it, and the bytes given out.
    func prepare(
        _ plan: FileSigningPlan,
        _ request: RemoteSigningRequest
    ) throws -> (state: RemoteSigningState<FileSigningPlan>, bytes: [UInt8]) {
        let sink = MemorySink()
        let state = try RemoteSigningState(preparing: plan, request: request, to: sink)
        return (try RemoteSigningState(json: state.json()), sink.bytes)
    }

    /// The second step.
    func complete(_ state: RemoteSigningState<FileSigningPlan>, _ returned: [UInt8]) throws -> [UInt8] {
        let sink = MemorySink()
        try state.complete(
            with: try ReturnedSignature(MemoryBytes(returned)),
            at: RemoteSigningFolder.time,
            to: sink
        )
        return sink.bytes
    }

    /// The code that the second step is refused with; `nil` if it is not.
    func refusal(_ state: RemoteSigningState<FileSigningPlan>, _ returned: [UInt8]) throws -> SigningError.Code? {
        do {
            _ = try complete(state, returned)
            return nil
        } catch let error as SigningError {
            return error.code
        }
    }

    /// A message of a party made by our own writer.
    func message(by party: Party, over content: [UInt8], isDetached: Bool, level: SignatureLevel = .b) throws -> [UInt8]
    {
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(content).source(),
                isDetached: isDetached,
                signers: [identity(party).signer(algorithm: party == .pss ? .rsaPSS(.sha256, saltLength: 32) : nil)],
                options: SignatureOptions(signingTime: RemoteSigningFolder.time, level: level),
                to: sink
            )
        return sink.bytes
    }

    /// A bare value of a party.
    func value(by party: Party, over bytes: [UInt8]) throws -> [UInt8] {
        let algorithm = try remoteSigner(party).algorithm
        return try identity(party).key.sign(bytes[...], with: algorithm)
    }

    /// `openssl cms -sign`, with the party's key in a file of its own.
    func openSSLMessage(by party: Party, over content: [UInt8], _ options: [String]) throws -> [UInt8] {
        let other = try TemporaryFolder()
        let identity = try identity(party)
        try other.write(identity.key.pkcs8().withUnsafeBytes { Array($0) }, as: "key.der")
        try Tool.openssl("pkey", "-inform", "DER", "-in", other("key.der"), "-out", other("key.pem"))
        let pem = try Tool.openssl("x509", "-inform", "DER", input: identity.certificate.der)
        try other.write(pem.output, as: "certificate.pem")
        try other.write(content, as: "content")
        let outcome = try Tool.run(
            "openssl",
            [
                "cms", "-sign", "-binary", "-in", other("content"), "-signer", other("certificate.pem"), "-inkey",
                other("key.pem"), "-out", other("message"),
            ] + options
        )
        guard outcome.status == 0 else { throw SupportFailure("openssl cms -sign: \(outcome)") }
        return try readFile(other("message"))
    }

    /// Whether a product holds, by our own reader: the one signature is over the content, by the party.
    func holds(_ product: [UInt8], by party: Party, format: SignedFileFormat, isDetached: Bool = false) throws -> Bool {
        var message = product
        var content = isDetached ? RemoteSigningFolder.content : nil
        if format == .asice {
            let container = try ASiCContainer(MemoryBytes(product), limits: Limits())
            let check = try container.check()
            guard check.findings.isEmpty, let only = check.signatures.first, only.coversAllFiles else { return false }
            message = only.signed.signature
            content = only.signed.bytes
        }
        let facts = try SignedDataReader()
            .read(MemoryBytes(message).source(), content: content.map { MemoryBytes($0).source() })
        guard let only = facts.signers.first, facts.signers.count == 1 else { return false }
        return try facts.isAttached == (format == .cms && !isDetached) && only.contentMatches == true
            && only.signatureIsValid == true && only.certificate == identity(party).certificate
    }

    /// `openssl cms -verify` of a message; the content that it gives out.
    func openSSLSees(_ message: [UInt8], isDetached: Bool = false) throws -> [UInt8] {
        let other = try TemporaryFolder()
        let pki = try SharedPKI.ec.get()
        let pem = try [pki.root, pki.issuing]
            .map { try Tool.openssl("x509", "-inform", "DER", input: $0.certificate.der).output }
        try other.write(Array(pem.joined()), as: "authorities.pem")
        try other.write(message, as: "message")
        let outcome = try Tool.run(
            "openssl",
            [
                "cms", "-verify", "-binary", "-inform", "DER", "-in", other("message"), "-CAfile",
                other("authorities.pem"), "-attime", String(pki.time.seconds), "-out", other("out"),
            ] + (isDetached ? ["-content", folder("a.txt")] : [])
        )
        guard outcome.status == 0 else { throw SupportFailure("openssl cms -verify: \(outcome)") }
        return try readFile(other("out"))
    }
}
