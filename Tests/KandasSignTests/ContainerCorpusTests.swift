import KandasSign
import Testing

@Suite("ZIP archives of other projects read, or are refused, as those projects say")
struct ContainerCorpusTests {
    /// Archives that others read and we refuse on purpose, by the reason for it.
    static let refusedOnPurpose: [String: SigningError.Code] = [
        // The names are in a code page that the archive does not state: every reader guesses its own.
        "libzip/testfile-cp437": .zipNameEncoding,
        "validation/cp852encoded_signature.asice": .zipNameEncoding,
        // Control characters in a name, which terminals and forms obey.
        "libzip/test-cp437-comment-utf-8": .zipUnsafePath,
        // Beside those, a Unicode path field that gives another name than the header: two of four readers refuse it.
        "yauzl/success/unicode-path-extra-field": .zipUnsafePath,
        // Info-ZIP stored the pipe it read from as the kind of file: unpacked, it is a pipe for some and a file for others.
        "libzip/streamed": .zipSpecialFile,
        "libzip/zip64": .zipSpecialFile,
        // The flag says that the file is encrypted; an empty file hides that it cannot be read.
        "libzip/empty-pkware": .zipEncrypted,
    ]

    /// What reading every file comes to: `nil` if all went well.
    static func refusal(_ line: ContainerFixtures.Line) throws -> SigningError? {
        let bytes = try ContainerFixtures.archive(line)
        do {
            let archive = try ZIPArchive(bytes)
            for entry in archive.entries { try archive.read(entry) { _ in } }
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "the corpus zip",
        .enabled(if: ContainerFixtures.root != nil, "the corpora are not here"),
        arguments: ContainerFixtures.lines(of: "zip")
    )
    func zip(_ line: ContainerFixtures.Line) throws {
        let refusal = try Self.refusal(line)
        if let refusal { #expect(refusal.code.isArchiveRefusal, "\(refusal)") }
        switch line.expected {
        case "valid": #expect(refusal?.code == Self.refusedOnPurpose[line.id])
        case "error", "invalid": #expect(refusal != nil)
        default: break
        }
    }

    @Test(
        "signed containers: what their makers call readable opens",
        .enabled(if: ContainerFixtures.root != nil, "the corpora are not here"),
        arguments: ContainerFixtures.lines(of: "dss-asic-cades", "dss-asic-xades", "asic-digidoc")
    )
    func containers(_ line: ContainerFixtures.Line) throws {
        let refusal = try Self.refusal(line)
        if let refusal { #expect(refusal.code.isArchiveRefusal, "\(refusal)") }
        if line.expected == "valid" { #expect(refusal?.code == Self.refusedOnPurpose[line.id]) }
    }

    /// What is wrong in the archive itself is refused with the code for it; the rest opens and is for the signature.
    static let hostile: [String: SigningError.Code] = [
        "data-dup-forged-first": .zipDuplicateName,
        "data-dup-forged-last": .zipDuplicateName,
        "data-dup-case": .zipCaseClash,
        "path-dotdot": .zipUnsafePath,
        "path-dotdot-inside": .zipUnsafePath,
        "path-absolute": .zipUnsafePath,
        "path-drive": .zipUnsafePath,
        "path-backslash": .zipUnsafePath,
        "path-unc": .zipUnsafePath,
        "path-trailing-dots": .zipUnsafePath,
        "path-long": .zipUnsafePath,
        "path-newline": .zipUnsafePath,
        "symlink": .zipSymlink,
        "bomb-200mb": .zipBomb,
        "many-entries": .zipTooManyEntries,
        "local-central-name-differ": .zipLocalHeaderMismatch,
        "prefix-data": .zipPrefixBytes,
        "two-archives": .zipPrefixBytes,
        "crc-central-wrong": .zipLocalHeaderMismatch,
        "method-unknown": .zipMethod,
        "eocd-count-wrong": .zipTooManyEntries,
        "eocd-offset-out": .zipDirectoryMalformed,
        "signature-lower-meta-inf": .zipCaseClash,
    ]

    @Test(
        "the generated attacks",
        .enabled(if: ContainerFixtures.root != nil, "the corpora are not here"),
        arguments: ContainerFixtures.lines(of: "gen-asic")
    )
    func attacks(_ line: ContainerFixtures.Line) throws {
        #expect(try Self.refusal(line)?.code == Self.hostile[line.id])
    }
}
