import ArgumentParser
import KandasCase
import KandasSign

/// The exit codes of the command line.
///
/// Each but the first three is that of sysexits.h.
///
/// Scripts branch on these, so a code never changes its meaning.
enum ExitStatus: Int32, Sendable {
    /// Everything held; for intake: accept.
    case passed = 0
    /// Something is wrong with what was judged; for intake: return it to the applicant.
    case failed = 1
    /// What is known does not suffice, and the report says what is missing; for intake: wait.
    case indeterminate = 2
    /// The command line is wrong (EX_USAGE).
    case usage = 64
    /// An input is malformed or over a limit (EX_DATAERR). Also: one of several inputs could not be read.
    case malformed = 65
    /// An input cannot be opened (EX_NOINPUT).
    case noInput = 66
    /// A service or library that is needed does not work (EX_UNAVAILABLE).
    case unavailable = 69
    /// An output cannot be written whole (EX_CANTCREAT).
    case cannotWrite = 73
    /// The key or the password is refused (EX_NOPERM).
    case keyRefused = 77
}

extension ExitStatus {
    /// The code of a thrown error.
    init(_ code: SigningError.Code) {
        self =
            switch code {
            case .malformedInput, .limitExceeded, .unsupported, .documentTypeRefused, .contentMissing,
                .earlierSignatureBroken, .noSuchSignature, .notACertificate, .anchorNotAuthority, .trustNetworksMixed,
                .inputChanged, .alreadyCompleted, .returnedSignatureInvalid, .returnedContentDiffers,
                .returnedCertificateMissing, .noXMLSignature, .noSuchElement, .elementAmbiguous,
                .notASOAPMessage, .statusNotAssigned, .statusChangeRefused, .statusListFull:
                .malformed
            case _ where code.isArchiveRefusal: .malformed
            case .purposeWithoutAnchor: .usage
            // Nothing was written, and what is missing is told.
            case .levelNotProven: .indeterminate
            case .inputUnavailable: .noInput
            case .outputUnwritable: .cannotWrite
            case .passwordRefused, .keyUnusable, .keyMismatch, .keyExpired, .keyNotYetValid, .keyForAuthentication,
                .keyNotForSigning, .returnedCertificateDiffers, .pinRefused, .pinLocked, .pinFinalTry, .tokenKeyAbsent,
                .tokenAmbiguous:
                .keyRefused
            // The code that sysexits.h gives for "does not work, and you do not know why".
            default: .unavailable
            }
    }

    /// The code of any error.
    init(_ error: any Error) {
        self =
            switch error {
            case let error as SigningError: ExitStatus(error.code)
            case is DecodingError: .malformed
            default: .unavailable
            }
    }

    /// The code for several inputs, each of which has one of its own.
    ///
    /// One input keeps its code. Of several, an input that could not be read makes 65, since the answer is then not
    /// about all of them; else any failed one makes 1; else any indeterminate one makes 2.
    init(combining all: some Collection<ExitStatus>) {
        if all.count == 1, let only = all.first {
            self = only
        } else if all.contains(where: { $0.rawValue >= ExitStatus.usage.rawValue }) {
            self = .malformed
        } else if all.contains(.failed) {
            self = .failed
        } else {
            self = all.contains(.indeterminate) ? .indeterminate : .passed
        }
    }
}

extension ExitCode {
    /// The code as ArgumentParser's error, for a verb that ends early.
    init(_ status: ExitStatus) { self.init(status.rawValue) }
}
