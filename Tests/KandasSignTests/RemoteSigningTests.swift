import FoundationEssentials
import KandasTestPKI
import Support
import Testing

@testable import KandasSign

private typealias Party = RemoteSigningFolder.Party

@Suite("A key elsewhere signs in two steps")
struct RemoteSigningTests {
    private let folder: RemoteSigningFolder

    init() throws { folder = try RemoteSigningFolder() }

    /// What is made, each way.
    private static let products: [(SignedFileFormat, Bool)] = [(.cms, false), (.cms, true), (.asice, false)]

    @Test("A bare value over the attributes makes every product", arguments: Party.allCases)
    fileprivate func values(party: Party) throws {
        for (format, isDetached) in Self.products {
            let (state, bytes) = try folder.prepare(
                try folder.plan(format, isDetached: isDetached),
                try folder.value(by: party)
            )
            #expect(state.bytes.size == bytes.count)
            #expect(state.bytes.sha256 == Hexadecimal.text(try DigestAlgorithm.sha256.digest(of: bytes)))
            let product = try folder.complete(state, try folder.value(by: party, over: bytes))
            #expect(try folder.holds(product, by: party, format: format, isDetached: isDetached))
        }
    }

    @Test("What is made is what the key at hand would have made", arguments: [Party.rsa, .ed25519])
    fileprivate func same(party: Party) throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms), try folder.value(by: party))
        let product = try folder.complete(state, try folder.value(by: party, over: bytes))
        #expect(try product == folder.message(by: party, over: RemoteSigningFolder.content, isDetached: false))
    }

    @Test("OpenSSL signs the bytes and takes the result", arguments: [Party.rsa, .p256])
    fileprivate func openSSL(party: Party) throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms, isDetached: true), try folder.value(by: party))
        try folder.folder.write(folder.identity(party).key.pkcs8().withUnsafeBytes { Array($0) }, as: "key.der")
        let value = try Tool.openssl(
            "dgst",
            "-sha256",
            "-keyform",
            "DER",
            "-sign",
            folder.folder("key.der"),
            input: bytes
        )
        let product = try folder.complete(state, value.output)
        let seen = try folder.openSSLSees(product, isDetached: true)
        #expect(seen == RemoteSigningFolder.content)
    }

    @Test("A value comes back in binary, base64, hexadecimal, and for a curve as two numbers")
    func forms() throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms), try folder.value(by: .p256))
        let value = try folder.value(by: .p256, over: bytes)
        var reader = DERReader(value)
        var fields = try reader.enter(DER.Tag.sequence, "a signature")
        let numbers = try [fields.next(), fields.next()]
            .map { number -> [UInt8] in
                let digits = number.content.drop { $0 == 0 }
                return [UInt8](repeating: 0, count: 32 - digits.count) + digits
            }
        let forms = [
            value, Array(Data(value).base64EncodedString().utf8), Array("\(Hexadecimal.text(value))\n".utf8),
            Array(Hexadecimal.text(value).uppercased().utf8), Array(numbers.joined()),
            Array(Data(numbers.joined()).base64EncodedString().utf8),
        ]
        for form in forms {
            #expect(try folder.holds(folder.complete(state, form), by: .p256, format: .cms))
        }
    }

    @Test("A message by OpenSSL over the bytes, attached or not, in any armour", arguments: Party.ofOpenSSL)
    fileprivate func openSSLMessages(party: Party) throws {
        for (format, isDetached) in Self.products {
            for signer in [nil, try folder.remoteSigner(party)] {
                let (state, bytes) = try folder.prepare(
                    try folder.plan(format, isDetached: isDetached),
                    .message(signer)
                )
                for options in [
                    ["-outform", "DER"], ["-nodetach", "-outform", "PEM"], ["-cades", "-outform", "DER"],
                ] {
                    let message = try folder.openSSLMessage(by: party, over: bytes, options)
                    let product = try folder.complete(state, message)
                    #expect(try folder.holds(product, by: party, format: format, isDetached: isDetached))
                    guard format == .cms else { continue }
                    let seen = try folder.openSSLSees(product, isDetached: isDetached)
                    #expect(seen == RemoteSigningFolder.content)
                }
            }
        }
    }

    @Test("A message by a national key", arguments: [Party.gost512, .gost256], [SignatureLevel.basic, .b])
    fileprivate func national(party: Party, level: SignatureLevel) throws {
        for (format, isDetached) in Self.products {
            let (state, bytes) = try folder.prepare(try folder.plan(format, isDetached: isDetached), .message(nil))
            for inside in [true, false] {
                let message = try folder.message(by: party, over: bytes, isDetached: inside, level: level)
                let armoured = Array(Data(message).base64EncodedString().utf8)
                let product = try folder.complete(state, armoured)
                #expect(try folder.holds(product, by: party, format: format, isDetached: isDetached))
            }
        }
    }

    @Test("A message without certificates is completed if the signer is known, and refused if not")
    func withoutCertificate() throws {
        for (signer, code) in [
            (try folder.remoteSigner(.rsa), nil), (nil, SigningError.Code.returnedCertificateMissing),
        ] {
            let (state, bytes) = try folder.prepare(try folder.plan(.cms), .message(signer))
            let message = try folder.openSSLMessage(by: .rsa, over: bytes, ["-nocerts", "-outform", "DER"])
            #expect(try folder.refusal(state, message) == code)
            if code == nil {
                let product = try folder.complete(state, message)
                #expect(try folder.openSSLSees(product) == RemoteSigningFolder.content)
            }
        }
    }

    @Test("With the attributes given out, a message over the content itself will do, one over the attributes will not")
    func messageForValue() throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms), try folder.value(by: .p256))
        let good = try folder.message(by: .p256, over: RemoteSigningFolder.content, isDetached: true)
        #expect(try folder.holds(folder.complete(state, good), by: .p256, format: .cms))
        let wrong = try folder.message(by: .p256, over: bytes, isDetached: true)
        #expect(try folder.refusal(state, wrong) == .returnedContentDiffers)
    }

    @Test("A certificate that must not sign is refused before anything is given out")
    func refusedCertificates() throws {
        let pki = try SharedPKI.ec.get()
        let cases: [(TestIdentity, SigningError.Code)] = [
            (pki.expired, .keyExpired), (pki.authenticationOnly, .keyForAuthentication),
        ]
        for (identity, code) in cases {
            let error = #expect(throws: SigningError.self) {
                try RemoteSigner(certificates: identity.certificate.der, at: SharedPKI.time)
            }
            #expect(error?.code == code)
            // Where the signer is not known beforehand, it is refused afterwards.
            let (state, bytes) = try folder.prepare(try folder.plan(.cms), .message(nil))
            let message = try SignedDataWriter()
                .signDetached(
                    bytes,
                    signers: [identity.signer()],
                    options: SignatureOptions(signingTime: SharedPKI.time)
                )
            #expect(try folder.refusal(state, message) == code)
        }
        let authority = #expect(throws: SigningError.self) {
            try RemoteSigner(certificates: pki.issuing.certificate.der, at: SharedPKI.time)
        }
        #expect(authority?.code == .keyNotForSigning)
    }
}
