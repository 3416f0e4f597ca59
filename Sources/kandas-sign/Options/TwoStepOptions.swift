import ArgumentParser
import KandasSign

/// Signing in two steps, for keys that are elsewhere: `--prepare` and `--complete`.
struct TwoStepOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "First of two steps, for a key elsewhere: write what is to be kept until the second into this new file.",
            valueName: "state"
        ),
        completion: .file()
    )
    var prepare: String?

    @Option(
        help: ArgumentHelp(
            "With --prepare: write the bytes that are to be signed; - is the standard output.",
            valueName: "file"
        ),
        completion: .file()
    )
    var bytes: String?

    @Option(
        help: ArgumentHelp(
            """
            With --prepare: what the signer will return, a bare signature value or a whole CMS message. The default is a \
            value with --cert, a message without.
            """,
            valueName: "value|message"
        )
    )
    var expect: Expectation?

    @Option(
        help: ArgumentHelp("Second of two steps: complete the signature of this state file.", valueName: "state"),
        completion: .file()
    )
    var complete: String?

    @Option(
        name: .customLong("signature"),
        help: ArgumentHelp(
            "With --complete: what the signer returned; binary, PEM, base64 or hexadecimal.",
            valueName: "file"
        ),
        completion: .file()
    )
    var returned: String?

    /// What a signer elsewhere returns.
    enum Expectation: String, ExpressibleByArgument, CaseIterable {
        case value
        case message
    }

    /// Whether one of the two steps is asked for.
    var isGiven: Bool { prepare != nil || complete != nil }

    /// The files that the second step reads, and the state that the first one writes.
    var paths: [String] { [prepare, complete, returned].compactMap(\.self) }

    func validate() throws {
        if prepare != nil, complete != nil { throw ValidationError("Give one of --prepare and --complete.") }
        if (prepare == nil) != (bytes == nil) { throw ValidationError("--prepare and --bytes go together.") }
        if (complete == nil) != (returned == nil) { throw ValidationError("--complete and --signature go together.") }
        if expect != nil, prepare == nil { throw ValidationError("--expect goes with --prepare.") }
        if prepare == "-" || complete == "-" { throw ValidationError("A state file needs a name.") }
        if let prepare, prepare == bytes { throw ValidationError("The state and the bytes are two files.") }
    }

    /// Makes sure that the other options go with the step asked for.
    ///
    /// - Parameters:
    ///   - hasOutput: Whether `-o` is given.
    ///   - keys: The options for the key.
    ///   - content: The options for the signature's content.
    /// - Throws: `ValidationError`.
    func validate(hasOutput: Bool, keys: KeyOptions, content: SignatureContentOptions) throws {
        guard isGiven else { return }
        guard !keys.isGiven else {
            throw ValidationError("--prepare and --complete are for keys elsewhere; leave out --key and --token.")
        }
        if prepare != nil {
            guard !hasOutput else { throw ValidationError("-o goes with the second step, --complete.") }
            guard keys.cert != nil || expect != .value else {
                throw ValidationError("A bare signature value needs the signer's certificate: --cert.")
            }
            guard keys.cert != nil || !keys.pss else { throw ValidationError("--pss needs --cert.") }
        } else {
            guard hasOutput else { throw ValidationError("--complete needs -o.") }
            guard keys.cert == nil, !keys.pss, content.isUntouched else {
                throw ValidationError("What is signed, and by whom, was fixed by --prepare.")
            }
        }
    }

    /// Who is asked, and for what.
    ///
    /// - Parameters:
    ///   - keys: `--cert` names the signer.
    ///   - options: What goes into the signature, if it is made here.
    /// - Returns: The request.
    /// - Throws: ``SigningError``; the codes of a refused key end with exit code 77.
    func request(_ keys: KeyOptions, _ options: SignatureOptions) throws(SigningError) -> RemoteSigningRequest {
        guard let path = keys.cert else { return .message(nil) }
        let signer = try RemoteSigner(
            certificates: try InputFile(path: path).contents(limit: Limits().keyFileBytes),
            isPSS: keys.pss,
            at: options.signingTime
        )
        return expect == .message ? .message(signer) : .value(signer, options)
    }

    /// Takes the first step: writes the bytes, then the state, so that a state never stands without its bytes.
    func prepare<Plan>(
        _ plan: Plan,
        _ request: RemoteSigningRequest,
        _ console: Console
    ) throws(SigningError) where Plan: RemoteSigningPlan {
        let path = prepare ?? ""
        try RemoteSigningStateFile<Plan>.requireFree(path)
        let output = try OutputFile(path: bytes ?? "")
        let state = try RemoteSigningState(preparing: plan, request: request, to: output)
        try output.commit()
        try RemoteSigningStateFile.create(state, at: path)
        try console.write(prepared: state, at: path, bytes: output.path)
    }

    /// Opens what the signer returned.
    func returnedSignature() throws(SigningError) -> ReturnedSignature {
        let input = try InputFile(path: returned ?? "")
        return try ReturnedSignature(try input.randomAccess(memoryLimit: Limits().pipedContainerBytes))
    }
}
