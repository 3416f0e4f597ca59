import Foundation
import Support

/// A folder with signatures of each level, made while the services of a test PKI ran; they have stopped since.
///
/// In a line of shell, `$K` is the command, `$S` the options by which the applicant signs, `$A` those of the timestamping
/// authority that answers no more, `$T` the trust with revocation lists, `$R` the root alone, and `$P` a Python.
struct LevelFolder {
    static let rsa = Result { try LevelFolder(algorithm: "rsa") }
    static let ec = Result { try LevelFolder(algorithm: "ec") }

    let folder: TemporaryFolder
    /// How the commands that needed the services ended: `name status`.
    let answers: Set<String>

    private init(algorithm: String) throws {
        folder = try TemporaryFolder()
        let prelude = """
            timeout 60 $K test-pki pki --serve --algorithm \(algorithm) >services.txt 2>&1 &
            services=$!
            for i in $(seq 150); do grep -q /cert/issuing.cer services.txt && break; sleep 0.2; done
            echo text >a.txt; echo other >b.txt
            $K sign a.txt $S -o B.p7s
            for level in T LT LTA; do $K sign a.txt $S --level $level $A $T -o $level.p7s; done
            $K extend B.p7s --level T $A -o raised-T.p7s
            $K extend raised-T.p7s --level LT $A $T -o raised-LT.p7s
            $K extend raised-LT.p7s --level LTA $A $T -o raised-LTA.p7s
            $K extend raised-LTA.p7s --level LTA $A $T -o renewed-LTA.p7s
            $K sign a.txt $S --detached --level LTA $A $T -o detached.p7s
            $K sign a.txt --format asice $S --level LTA $A $T -o LTA.asice
            for name in root issuing; do openssl x509 -inform DER -in pki/trust/$name.cer; done >authorities.pem
            $P \(Fixtures.packageRoot)/Tests/Peers/sign_cades.py pki/applicant.p12 pki/password.txt a.txt \
                $(cat pki/services/address.txt)/tsp/ peer-T.p7s
            answer() { name=$1; shift; "$@" >/dev/null 2>$name.err; echo $name $?; }
            answer detached-alone $K extend detached.p7s --level LTA $A $T -o bad1
            answer detached-other $K extend detached.p7s --content b.txt --level LTA $A $T -o bad2
            answer detached-both $K extend detached.p7s --content a.txt --level LTA $A $T -o good
            answer no-evidence $K extend B.p7s --level LT $A $R -o bad3
            answer revoked $K sign a.txt --key pki/revoked.p12 --password-file pki/password.txt --level LT $A $T -o bad4
            kill $services; wait $services
            """
        let outcome = try LevelFolder.shell(prelude, in: folder)
        answers = Set(outcome.text.split(separator: "\n").map(String.init))
    }

    private static func shell(_ line: String, in folder: TemporaryFolder) throws -> Tool.Outcome {
        try BuiltCommand.shell(
            line.replacing("$S", with: "--key pki/applicant.p12 --password-file pki/password.txt")
                .replacing("$A", with: "--tsa $(cat pki/services/address.txt)/tsp/")
                .replacing("$T", with: "--trust pki/trust")
                .replacing("$R", with: "--trust pki/trust/root.cer")
                .replacing("$K", with: "\"$K\"")
                .replacing("$P", with: "\"\(Python.interpreter)\""),
            in: folder.path
        )
    }

    /// Runs a line of shell in the folder.
    func shell(_ line: String) throws -> Tool.Outcome { try Self.shell(line, in: folder) }

    /// The first signature's level in the answer of `verify`, and the verdict.
    func level(_ arguments: String) throws -> (level: String?, verdict: String?) {
        let outcome = try shell("$K verify \(arguments) --json")
        guard let report = try SigningFolder.lines(outcome).first else { throw SupportFailure("\(outcome)") }
        let signature = (report["signatures"] as? [[String: Any]])?.first
        return (signature?["level"] as? String, report["verdict"] as? String)
    }

    /// What a command that needed the services wrote to the standard error.
    func errors(of name: String) throws -> String {
        String(decoding: try readFile(folder("\(name).err")), as: UTF8.self)
    }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder(name)) }
}
