import Foundation
import Support

/// A folder in which a family's application was decided with a mixed outcome while the services of a test PKI ran, its
/// extension, and what a stranger made; the services have stopped since.
///
/// In a line of shell, `$K` is the command, `$H` the options by which the head signs, `$Z` those of a stranger, `$A` those of
/// the timestamping authority that answers no more, `$T` the trust, `$R` what every decision needs besides.
struct DecisionFolder {
    static let shared = Result { try DecisionFolder() }

    let folder: TemporaryFolder
    /// How the commands that needed the services ended, and what they wrote: `name`.
    private(set) var answers: [String: Tool.Outcome] = [:]

    private init() throws {
        folder = try TemporaryFolder()
        let prelude = """
            set -e
            timeout 120 $K test-pki pki --serve --algorithm ec >services.txt 2>&1 &
            services=$!
            for i in $(seq 150); do grep -q /cert/issuing.cer services.txt && break; sleep 0.2; done
            I="--iin member-2=900517200012"
            P="--password-file pki/password.txt"
            $K apply --sample form --for pki/applicant.p12 $P --members 2
            $K apply form/form.json --key pki/applicant.p12 $P -o application.asice
            $K apply form/form.json --key pki/applicant.p12 $P -o second.asice
            $K apply form/form.json --key pki/revoked.p12 $P -o revoked.asice
            for name in application second; do
                $K intake $name.asice $T --receipt $name-receipt.p7s --registration-number 75-$name $H
            done
            $K decide --new-register register.json --bin 100140123455 --region 75
            $K status new status.json --bin 100140123455 --places 131072
            $K decide application.asice --template $H $T >template.json
            id=$(sed -n 's/.*"application" : "\\(.*\\)",/\\1/p' template.json)
            cat >outcomes.json <<END
            {"type": "urn:kandas:outcomes:1", "applications": [{"application": "$id", "people": [
             {"person": "applicant", "name": "ТЕСТОВ ҚАНДАС", "outcome": "certificate"},
             {"person": "member-1", "outcome": "refusal", "grounds": ["RF2"], "articles": ["migration-law 1(13)"],
              "facts": {"kk": "Ұлты расталмады.", "ru": "Национальность не подтверждена."},
              "remedy": {"kk": "Құжат беріңіз.", "ru": "Представьте документ."}},
             {"person": "member-2", "outcome": "certificate", "iin": "900517200012"}]}]}
            END
            mkdir full; echo mine >full/mine
            : >names
            answer() { name=$1; shift; code=0; "$@" >$name.out 2>$name.err || code=$?; echo $name $code >>names; }
            answer decided $K decide application.asice --outcomes outcomes.json $R $A $T -o decided --json
            cp register.json register-after.json
            answer again $K decide application.asice --outcomes outcomes.json $R $A $T -o again --json
            answer full $K decide second.asice --outcome certificate $I $R $A $T -o full --json
            answer levelLT $K decide second.asice --outcome certificate $I \\
                --receipt second-receipt.p7s --register register.json $H $A $T --level LT -o decided-LT --json
            $K decide --new-register fresh.json --bin 100140123455 --region 75
            answer several $K decide application.asice revoked.asice second.asice missing.asice --outcome certificate $I \\
                --receipt application-receipt.p7s --receipt second-receipt.p7s \\
                --register fresh.json $H $A $T -o several --json
            certificate=$(ls decided/*-certificate.xml | head -1); cp $certificate certificate.xml
            number=$(basename $certificate -certificate.xml)
            until=$(sed 's/.*<validUntil>\\(..........\\)<.*/\\1/' certificate.xml)
            $K apply --sample extend-form --for pki/applicant.p12 $P --service extend
            sed -i -e "s/10100000000001/$number/" -e "/^  \\"previousCertificate\\"/,/}/s/\\"validUntil\\": \\"[^\\"]*\\"/\\"validUntil\\": \\"$until\\"/" \\
                -e "/^  \\"previousCertificate\\"/,/}/s/\\"issueDate\\": \\"[^\\"]*\\"/\\"issueDate\\": \\"$(date -u +%F)\\"/" extend-form/form.json
            $K apply extend-form/form.json --key pki/applicant.p12 $P -o extend.asice
            answer extended $K decide extend.asice --outcome extension --first-extension --resides-permanently \\
                --registration-number 75-9 --received $(date -u +%F) --register register.json $H $A $T -o extended --json
            cp extended/*.xml extension.xml
            $K apply extend-form/form.json --key pki/applicant.p12 $P -o extend2.asice
            E="--outcome extension --first-extension --resides-permanently --registration-number 75-10"
            answer extendedAgain $K decide extend2.asice $E --received $(date -u +%F) --register register.json $H $A $T \\
                -o extended2 --json
            $K decide --new-register fresh3.json --bin 100140123455 --region 75
            mkdir archive; cp certificate.xml archive
            cp status.json status-before.json
            answer extendedByArchive $K decide extend2.asice $E --received $(date -u +%F) --register fresh3.json \\
                --status-register status.json --decisions archive $H $A $T -o extended3 --json
            cp status.json status-extended.json; cp status-before.json status.json
            sed 's/ҚАНДАС/ҚАНДАЗ/' certificate.xml >archive/changed.xml; rm archive/certificate.xml
            $K decide --new-register fresh4.json --bin 100140123455 --region 75
            answer extendedByForged $K decide extend2.asice $E --received $(date -u +%F) --register fresh4.json \\
                --decisions archive $H $A $T -o extended4 --json
            sed 's/<ds:Signature .*<.ds:Signature>//' certificate.xml >bare.xml
            $K sign bare.xml --format xades --level T $A --trust pki/trust --key pki/stranger.p12 $P -o strangers.xml
            answer draft $K decide second.asice --outcome certificate $I --draft \\
                --receipt second-receipt.p7s --register register.json $H $T -o drafts --json
            kill $services; wait $services || true
            $K decide --new-register fresh2.json --bin 100140123455 --region 75
            cp fresh2.json fresh2-before.json
            answer dead $K decide second.asice --outcome certificate $I \\
                --receipt second-receipt.p7s --register fresh2.json $H $A $T -o dead --json
            ls -A >after-dead.txt
            $K status publish status.json $H -o list.p7s --valid-hours 20000
            cp -r pki/trust bank
            """
        let outcome = try DecisionFolder.shell(prelude, in: folder)
        guard outcome.status == 0 else { throw SupportFailure("\(outcome)") }
        for line in String(decoding: try readFile(folder("names")), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            answers[parts[0]] = Tool.Outcome(
                status: Int(parts[1]) ?? -1,
                output: try readFile(folder("\(parts[0]).out")),
                errors: try readFile(folder("\(parts[0]).err"))
            )
        }
    }

    private static func shell(_ line: String, in folder: TemporaryFolder) throws -> Tool.Outcome {
        let receipt = "--receipt application-receipt.p7s --register register.json --status-register status.json $H"
        return try BuiltCommand.shell(
            line.replacing("$R", with: receipt)
                .replacing("$H", with: "--key pki/head.p12 --password-file pki/password.txt")
                .replacing("$Z", with: "--key pki/stranger.p12 --password-file pki/password.txt")
                .replacing("$A", with: "--tsa $(cat pki/services/address.txt)/tsp/")
                .replacing("$T", with: "--trust pki/trust")
                .replacing("$K", with: "\"$K\""),
            in: folder.path
        )
    }

    /// Runs a line of shell in the folder.
    func shell(_ line: String) throws -> Tool.Outcome { try Self.shell(line, in: folder) }

    /// What a command that needed the services answered, an object a line.
    func lines(_ name: String) throws -> [[String: Any]] {
        guard let answer = answers[name] else { throw SupportFailure("nobody ran \(name)") }
        return try SigningFolder.lines(answer)
    }

    /// The first letters of the four answers of `verify`, and its exit code.
    func verify(_ arguments: String, trust: String = "bank") throws -> (answers: String, status: Int) {
        let outcome = try shell("$K verify \(arguments) --trust \(trust) --json")
        let report = try SigningFolder.lines(outcome).first
        let answers = (report?["answers"] as? [[String: Any]] ?? []).compactMap { ($0["value"] as? String)?.prefix(1) }
        return (answers.joined(), outcome.status)
    }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder(name)) }
}
