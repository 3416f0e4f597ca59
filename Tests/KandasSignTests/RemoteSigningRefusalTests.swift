import FoundationEssentials
import KandasTestPKI
import Support
import Testing

@testable import KandasSign

private typealias Party = RemoteSigningFolder.Party

@Suite("What does not fit is no second step")
struct RemoteSigningRefusalTests {
    private let folder: RemoteSigningFolder

    init() throws { folder = try RemoteSigningFolder() }

    @Test("A value over other bytes, by another key, truncated, with a bit flipped", arguments: Party.allCases)
    fileprivate func values(party: Party) throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms), try folder.value(by: party))
        let good = try folder.value(by: party, over: bytes)
        let stranger = try #require(Party.allCases.first { $0 != party })
        var wrong = [
            try folder.value(by: party, over: RemoteSigningFolder.content),
            try folder.value(by: party, over: bytes.dropLast()),
            try folder.value(by: stranger, over: bytes), Array(good.reversed()), [0], Array(repeating: 0, count: 64),
        ]
        wrong += stride(from: 1, to: good.count, by: 7).map { Array(good[..<$0]) }
        for value in wrong { #expect(try folder.refusal(state, value) == .returnedSignatureInvalid) }
        for index in stride(from: 0, to: good.count, by: 5) {
            var flipped = good
            flipped[index] ^= 0x10
            #expect(try folder.refusal(state, flipped) != nil)
        }
        #expect(try folder.refusal(state, []) == .malformedInput)
        #expect(try folder.refusal(state, Array(repeating: 1, count: 70_000)) == .limitExceeded)
    }

    @Test("A message over other bytes, by another certificate, of two signers", arguments: [Party.rsa, .gost512])
    fileprivate func messages(party: Party) throws {
        let signer = try folder.remoteSigner(party)
        for (format, isDetached) in [(SignedFileFormat.cms, false), (.cms, true), (.asice, false)] {
            let plan = try folder.plan(format, isDetached: isDetached)
            let (known, bytes) = try folder.prepare(plan, .message(signer))
            let (unknown, _) = try folder.prepare(plan, .message(nil))
            for inside in [true, false] {
                let other = try folder.message(by: party, over: bytes + [0], isDetached: inside)
                #expect(try folder.refusal(known, other) == .returnedContentDiffers)
                #expect(try folder.refusal(unknown, other) == .returnedContentDiffers)
                let stranger = try folder.message(by: .p256, over: bytes, isDetached: inside)
                #expect(try folder.refusal(known, stranger) == .returnedCertificateDiffers)
                #expect(try folder.refusal(unknown, stranger) == nil)
            }
            let two = try SignedDataWriter()
                .signDetached(
                    bytes,
                    signers: [folder.identity(.rsa).signer(), folder.identity(.gost512).signer()],
                    options: SignatureOptions(signingTime: RemoteSigningFolder.time)
                )
            #expect(try folder.refusal(unknown, two) == .unsupported)
            let value = try folder.value(by: party, over: bytes)
            #expect(try folder.refusal(known, value) == .returnedSignatureInvalid)
        }
    }

    @Test("A damaged message never makes a product that does not hold", arguments: [Party.p256, .gost512])
    fileprivate func damage(party: Party) throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms), .message(try folder.remoteSigner(party)))
        let message = try folder.message(by: party, over: bytes, isDetached: true)
        for length in stride(from: 0, to: message.count, by: 3) {
            #expect(try folder.refusal(state, Array(message[..<length])) != nil)
        }
        for index in stride(from: 0, to: message.count, by: 2) {
            var flipped = message
            flipped[index] ^= 1 << UInt8(index / 2 % 8)
            // A certificate that nobody needs may be damaged; everything else is refused.
            guard let product = try? folder.complete(state, flipped) else { continue }
            let facts = try SignedDataReader(certificates: [folder.identity(party).certificate])
                .read(MemoryBytes(product).source())
            #expect(facts.signers.count == 1)
            #expect(facts.signers.first?.signatureIsValid == true)
            #expect(facts.signers.first?.contentMatches == true)
        }
    }

    @Test("A file that was changed, made longer, or is gone")
    func changedInputs() throws {
        for format in [SignedFileFormat.cms, .asice] {
            for request in [try folder.value(by: .rsa), .message(nil)] {
                try folder.folder.write(RemoteSigningFolder.content, as: "a.txt")
                let (state, bytes) = try folder.prepare(try folder.plan(format), request)
                let isMessage = request.signer == nil
                let returned =
                    isMessage
                    ? try folder.message(by: .rsa, over: bytes, isDetached: true)
                    : try folder.value(by: .rsa, over: bytes)
                var changed = RemoteSigningFolder.content
                changed[0] ^= 1
                for other in [changed, changed + [0], []] {
                    try folder.folder.write(other, as: "a.txt")
                    #expect(try folder.refusal(state, returned) == .inputChanged)
                }
                _ = try Tool.run("rm", [folder.folder("a.txt")])
                #expect(try folder.refusal(state, returned) == .inputUnavailable)
                try folder.folder.write(RemoteSigningFolder.content, as: "a.txt")
                #expect(try folder.refusal(state, returned) == nil)
            }
        }
    }

    @Test("A state that says other things than it did, with the value for what it said")
    func changedState() throws {
        let (state, bytes) = try folder.prepare(try folder.plan(.cms), try folder.value(by: .rsa))
        let value = try folder.value(by: .rsa, over: bytes)
        let json = String(decoding: try state.json(), as: UTF8.self)
        let changes = [
            ("2026-11-22T12:00:00Z", "2026-11-22T12:00:01Z"), ("\"level\" : \"B\"", "\"level\" : \"basic\""),
        ]
        for (old, new) in changes {
            let changed = json.replacing(old, with: new)
            #expect(changed != json)
            let other = try RemoteSigningState<FileSigningPlan>(json: Array(changed.utf8))
            #expect(try folder.refusal(other, value) == .inputChanged)
        }
    }

    @Test("A state is read strictly")
    func strictState() throws {
        let (state, _) = try folder.prepare(try folder.plan(.asice), try folder.value(by: .pss))
        let json = try state.json()
        let text = String(decoding: json, as: UTF8.self)
        let malformed = [
            text.replacing("\"isCompleted\"", with: "\"more\" : 1, \"isCompleted\""),
            text.replacing("\"name\" : \"a.txt\"", with: "\"name\" : \"a.txt\", \"x\" : null"),
            text.replacing("\"sign\"", with: "\"apply\""), text.replacing("RSA-PSS-SHA-256", with: "ECDSA-SHA-256"),
            text.replacing("\"isCompleted\" : false,", with: ""), text.replacing("\"B\"", with: "\"C\""), "", "{}",
            "[]",
            "null",
        ]
        for other in malformed {
            #expect(other != text)
            let error = #expect(throws: SigningError.self) {
                try RemoteSigningState<FileSigningPlan>(json: Array(other.utf8))
            }
            #expect(error?.code == .malformedInput)
        }
        let later = #expect(throws: SigningError.self) {
            try RemoteSigningState<FileSigningPlan>(
                json: Array(text.replacing("\"version\" : 1", with: "\"version\" : 2").utf8)
            )
        }
        #expect(later?.code == .unsupported)
        var limits = Limits()
        limits.remoteStateBytes = json.count - 1
        let long = #expect(throws: SigningError.self) {
            try RemoteSigningState<FileSigningPlan>(json: json, limits: limits)
        }
        #expect(long?.code == .limitExceeded)
        // Its layout does not matter.
        let compact = Array(text.replacing("\n", with: "").utf8)
        #expect(try RemoteSigningState<FileSigningPlan>(json: compact) == state)
        for length in stride(from: 0, to: json.count - 1, by: 37) {
            #expect(throws: SigningError.self) { try RemoteSigningState<FileSigningPlan>(json: Array(json[..<length])) }
        }
        for index in stride(from: 0, to: json.count, by: 11) {
            var flipped = json
            flipped[index] ^= 1 << UInt8(index % 8)
            guard let other = try? RemoteSigningState<FileSigningPlan>(json: flipped) else { continue }
            #expect(try RemoteSigningState<FileSigningPlan>(json: other.json()) == other)
        }
    }

    @Test("A state file is its owner's alone, completed once, by one process at a time")
    func stateFile() throws {
        let (state, _) = try folder.prepare(try folder.plan(.cms), .message(nil))
        let path = folder.folder("state.json")
        try RemoteSigningStateFile.create(state, at: path)
        #expect(try Tool.run("stat", ["-c", "%a", path]).text == "600\n")
        func code(_ body: () throws -> Void) -> SigningError.Code? {
            do {
                try body()
                return nil
            } catch {
                return (error as? SigningError)?.code
            }
        }
        func open() throws -> RemoteSigningStateFile<FileSigningPlan> { try RemoteSigningStateFile(opening: path) }
        #expect(code { try RemoteSigningStateFile.create(state, at: path) } == .outputUnwritable)
        do {
            let file = try open()
            #expect(file.state == state)
            #expect(code { _ = try open() } == .stateInUse)
            try file.markCompleted()
            #expect(try Tool.run("stat", ["-c", "%a", path]).text == "600\n")
        }
        #expect(code { _ = try open() } == .alreadyCompleted)
        let completed = try RemoteSigningState<FileSigningPlan>(json: readFile(path))
        #expect(completed.isCompleted)
        #expect(try folder.refusal(completed, [1]) == .alreadyCompleted)
        _ = try Tool.run("rm", [path])
        #expect(code { _ = try open() } == .inputUnavailable)
    }
}
