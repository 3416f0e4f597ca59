import ArgumentParser
import KandasCase
import KandasSign

/// `status publish`: the next edition of the list, signed.
struct StatusPublishCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Makes the next edition of the list and signs it."
    )

    @Argument(help: "The register.", completion: .file()) var register: String

    @Option(
        name: .customLong("valid-hours"),
        help: ArgumentHelp("For how many hours it may be relied on.", valueName: "hours")
    )
    var validHours: Int64 = 24

    @OptionGroup var key: KeyOptions
    @OptionGroup var product: ProductOptions
    @OptionGroup var time: TimeOptions
    @OptionGroup var report: ReportOptions

    var productPath: String? { product.output }
    var preciousPaths: [String] { key.paths + [register] }

    func validate() throws {
        try key.requireKey()
        guard 1...87_600 ~= validHours else { throw ValidationError("--valid-hours is 1 to 87600, ten years.") }
    }

    func perform(_ console: Console) async throws -> ExitStatus {
        let now = time.judgedAt()
        let signer = try key.signer(at: now)
        let file = try StatusRegisterFile(opening: register)
        guard signer.certificate.holder.bin == file.register.authority.digits else {
            throw SigningError(.keyMismatch, "the key is not one of the authority \(file.register.authority)")
        }
        guard SigningEntitlement.mayAct(signer.certificate) else {
            throw SigningError(.keyNotForSigning, "the key's owner is neither head of the authority nor signs for it")
        }
        let list = try file.register.publish(at: now, nextUpdate: now.adding(seconds: validHours * 3_600))
        let output = try product.open()
        try output.write(try SignedStatement.sign(try list.der(), by: signer, at: now))
        // The number first: an edition that is lost is skipped, and none is ever published twice.
        try file.save()
        try output.commit()
        if console.isJSON {
            try console.write(object: StatusListAnswer(list, file: product.output))
        } else {
            try console.write(StatusListAnswer(list, file: product.output).text(for: console))
        }
        return .passed
    }
}
