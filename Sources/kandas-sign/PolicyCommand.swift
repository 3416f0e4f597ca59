import ArgumentParser
import KandasSign

/// `policy`: what must a signature fulfil?
struct PolicyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Shows the policies by which signatures are judged, and checks those that you write.",
        subcommands: [PolicyShowCommand.self, PolicyCheckCommand.self]
    )
}

/// `policy show`: what does a policy that comes with the program say?
struct PolicyShowCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Says in words what a policy that comes with the program asks for; without a name, lists them."
    )

    @Argument(
        help: "generic, kandas-application, kandas-decision or legacy.",
        completion: .list(ValidationPolicy.shippedNames)
    )
    var name: String?

    @Flag(help: "Print the document itself, to begin a policy of your own with.") var document = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        if document, name == nil { throw ValidationError("--document needs the name of a policy.") }
        if let name, !ValidationPolicy.shippedNames.contains(name) {
            throw ValidationError(
                "There is no policy \(name); there are \(ValidationPolicy.shippedNames.joined(separator: ", "))."
            )
        }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        if document, let name, let bytes = ValidationPolicy.shippedDocument(name) {
            try console.write(String(decoding: bytes, as: UTF8.self))
            return .passed
        }
        for name in name.map({ [$0] }) ?? ValidationPolicy.shippedNames {
            guard let policy = ValidationPolicy(shipped: name) else { continue }
            let text = PolicyText(console)
            if console.isJSON {
                try console.write(object: text.document(policy, file: nil, baseline: nil))
            } else if self.name == nil {
                try console.write("\(policy.name)/\(policy.version): \(console.word("POLICY_ABOUT_\(name)"))")
            } else {
                try console.write(text.lines(policy, title: "\(policy.name)/\(policy.version)", baseline: nil))
            }
        }
        return .passed
    }
}

/// `policy check`: is a policy document right, and what does it say?
struct PolicyCheckCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Reads a policy document, says in words what it asks for and where it differs from the program's own."
    )

    @Argument(help: "The document; - is the standard input.", completion: .file(extensions: ["json"])) var file: String

    @OptionGroup var report: ReportOptions

    func perform(_ console: Console) async throws -> ExitStatus {
        let policy = try ValidationPolicy(path: file)
        let baseline = ValidationPolicy(shipped: policy.name) ?? .generic
        let text = PolicyText(console)
        if console.isJSON {
            try console.write(object: text.document(policy, file: file, baseline: baseline))
        } else {
            let title = "\(file): \(policy.name)/\(policy.version)"
            try console.write(text.lines(policy, title: title, baseline: baseline))
        }
        return .passed
    }
}
