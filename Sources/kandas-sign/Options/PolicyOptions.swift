import ArgumentParser
import KandasSign

/// What a signature must fulfil: `--policy`, `--without-revocation`.
struct PolicyOptions: ParsableArguments {
    @Option(
        name: .customLong("policy"),
        help: ArgumentHelp(
            "The policy to judge by: generic, kandas-application, kandas-decision, legacy, or a document of your own.",
            valueName: "name|file"
        ),
        completion: .file(extensions: ["json"])
    )
    var name: String?

    @Flag(
        name: .customLong("without-revocation"),
        help: "Pass signatures although nothing is known about revocation; the report says so."
    )
    var withoutRevocation = false

    /// The policy asked for, or else `usual`.
    func policy(or usual: ValidationPolicy) throws(SigningError) -> ValidationPolicy {
        var policy = usual
        if let name {
            if let shipped = ValidationPolicy(shipped: name) {
                policy = shipped
            } else {
                policy = try ValidationPolicy(path: name)
            }
        }
        if withoutRevocation { policy.allowsUncheckedRevocation = true }
        return policy
    }
}
