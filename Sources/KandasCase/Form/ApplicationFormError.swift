public import KandasSign

/// A form in JSON that cannot be read, with everything that is wrong with its spelling.
///
/// What is wrong with its contents is a finding of ``ApplicationRule`` instead.
public struct ApplicationFormError: Error, Sendable {
    /// The reasons, in the order of the file, each with the path of the field and, as a parameter, its line.
    ///
    /// At least one.
    public let reasons: [Reason]

    /// Creates an error.
    init(_ reasons: [Reason]) { self.reasons = reasons }

    /// What is wrong with the spelling of a form.
    ///
    /// The raw value is the ``Reason/code``.
    public enum Code: String, Sendable, CaseIterable {
        /// The text is not JSON.
        case notJSON = "FORM_NOT_JSON"
        /// The file is longer than ``Limits/xmlBytes``, or nested too deep.
        case tooLarge = "FORM_TOO_LARGE"
        /// There is no such field.
        case unknownField = "FORM_UNKNOWN_FIELD"
        /// The field stands there twice.
        case duplicateField = "FORM_DUPLICATE_FIELD"
        /// The value is of another type: a number instead of text, text instead of a list.
        case wrongType = "FORM_WRONG_TYPE"
        /// The value is not a date.
        case notADate = "FORM_NOT_A_DATE"
        /// The value is not one of those that are possible.
        case unknownChoice = "FORM_UNKNOWN_CHOICE"
        /// The text holds characters that have no place in a form: control characters, reversed writing.
        case textNotAllowed = "FORM_TEXT_NOT_ALLOWED"
    }
}

extension ApplicationFormError: CustomStringConvertible {
    /// The codes and places.
    public var description: String {
        reasons.map { "\($0.code) at \($0.location?.path ?? "line \($0.parameters["line"] ?? "?")")" }
            .joined(separator: "; ")
    }
}
