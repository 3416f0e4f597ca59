import Foundation
import KandasSign
import Support
import Testing

@testable import kandas_sign

// Swift Testing has an ExitStatus too.
private typealias Status = kandas_sign.ExitStatus

@Suite("The command line keeps its conventions")
struct ConventionTests {
    @Test("Help and version are results")
    func help() throws {
        for arguments in [
            "--help", "help", "help check", "check --help", "--version", "--generate-completion-script bash",
        ] {
            let outcome = try BuiltCommand.shell("\"$K\" \(arguments)")
            #expect(outcome.status == 0, "\(arguments)")
            #expect(!outcome.output.isEmpty, "\(arguments)")
            #expect(outcome.errorText.isEmpty, "\(arguments)")
        }
    }

    @Test(
        "A wrong command line gives 64 and says so on the standard error",
        arguments: [
            "", "nonsense", "--nonsense", "check", "check --nonsense x", "check --language de x", "check --max-size",
        ]
    )
    func usage(arguments: String) throws {
        let outcome = try BuiltCommand.shell("\"$K\" \(arguments)")
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(!outcome.errorText.isEmpty)
    }

    @Test("Texts tell times by the clocks of Kazakhstan, which changed in 2024; what is quoted stays")
    func localTimes() {
        let text = "a 2026-05-13T20:45:07Z, 2024-02-29T17:59:59Z and 2024-02-29T18:00:00Z; \"2026-05-13T20:45:07Z\""
        #expect(
            text.withLocalTimes
                == "a 2026-05-14 01:45:07 UTC+5, 2024-02-29 23:59:59 UTC+6 and 2024-02-29 23:00:00 UTC+5; "
                + "\"2026-05-13T20:45:07Z\""
        )
        for kept in ["", "Z", "Қазақстан Z", "2026-13-13T20:45:07Z", "2026-05-13T20:45:07+05:00", "2026-05-13"] {
            #expect(kept.withLocalTimes == kept)
        }
    }

    @Test("With --json a usage error is an object")
    func usageObject() throws {
        let outcome = try BuiltCommand.run("check", "--json")
        #expect(outcome.status == 64)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: [String: String]]
        #expect(object?["error"]?["code"] == "USAGE")
        #expect(object?["error"]?["reason"]?.isEmpty == false)
    }

    @Test("A full disk gives 73", arguments: ["check /dev/null", "check --json /dev/null", "--help", "--version"])
    func fullDisk(arguments: String) throws {
        let outcome = try BuiltCommand.shell("\"$K\" \(arguments) > /dev/full")
        #expect(outcome.status == 73)
        #expect(
            outcome.errorText == "kandas-sign: OUTPUT_UNWRITABLE: cannot write the results: No space left on device\n"
        )
    }

    @Test("A closed pipe gives 73 and no signal")
    func closedPipe() throws {
        let line = "{ sleep 0.2; \"$K\" check /dev/null; echo $? >&2; } | true; sleep 0.4"
        let outcome = try BuiltCommand.shell(line)
        #expect(outcome.errorText.hasSuffix("Broken pipe\n73\n"), "\(outcome)")
    }

    @Test("A closed standard output gives 73")
    func closedOutput() throws {
        #expect(try BuiltCommand.shell("\"$K\" check /dev/null >&-").status == 73)
    }

    @Test(
        "The language is the environment's, and an option goes before it",
        arguments: [
            ("", ["LANG": "kk_KZ.UTF-8"], "Қабылданбайды"), ("", ["LANG": "ru_RU.UTF-8"], "Не принимается"),
            ("", ["LANG": "de_DE"], "Not accepted"), ("", ["LC_ALL": "ru", "LANG": "kk_KZ"], "Не принимается"),
            ("", ["LC_MESSAGES": "kk@x", "LANG": "ru_RU"], "Қабылданбайды"),
            ("--language kk", ["LANG": "ru_RU"], "Қабылданбайды"), ("--language EN", ["LANG": "ru_RU"], "Not accepted"),
        ]
    )
    func language(option: String, environment: [String: String], text: String) throws {
        let outcome = try BuiltCommand.shell("\"$K\" check \(option) /dev/null", environment: environment)
        #expect(outcome.text.contains(text))
    }

    @Test("Every code of an error has its exit code")
    func codes() {
        let expected: [(SigningError.Code, Int32)] = [
            (.malformedInput, 65), (.limitExceeded, 65), (.unsupported, 65), (.inputUnavailable, 66),
            (.outputUnwritable, 73), (.passwordRefused, 77), (.keyUnusable, 77), (.keyMismatch, 77), (.keyExpired, 77),
            (.keyNotYetValid, 77), (.keyForAuthentication, 77), (.cryptoLibraryFailure, 69),
            (.inputChanged, 65), (.alreadyCompleted, 65), (.returnedSignatureInvalid, 65),
            (.returnedContentDiffers, 65),
            (.returnedCertificateMissing, 65), (.returnedCertificateDiffers, 77), (.stateInUse, 69),
            (.tokenModuleUnusable, 69), (.tokenAbsent, 69), (.tokenFailure, 69), (.tokenAmbiguous, 77),
            (.tokenKeyAbsent, 77), (.pinRefused, 77), (.pinLocked, 77), (.pinFinalTry, 77),
            (.init(rawValue: "OF_TOMORROW"), 69),
        ]
        for (code, status) in expected { #expect(Status(code).rawValue == status, "\(code)") }
    }

    @Test(
        "Several inputs make one exit code",
        arguments: [
            ([.passed], .passed), ([.noInput], .noInput), ([.passed, .passed], .passed), ([.passed, .failed], .failed),
            ([.indeterminate, .passed], .indeterminate), ([.indeterminate, .failed], .failed),
            ([.failed, .noInput], .malformed), ([.passed, .malformed], .malformed), ([], .passed),
        ] as [([Status], Status)]
    )
    fileprivate func combined(all: [Status], one: Status) {
        #expect(Status(combining: all) == one)
    }
}
