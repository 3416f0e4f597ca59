import KandasSign

/// A value that a field of a form holds, with its one text, which JSON and XML share.
protocol FormValue: Sendable {
    /// Reads a value, or gives `nil` if `formText` is none.
    init?(formText: String)

    /// The value's text.
    var formText: String { get }

    /// The texts of all values, where there is a list of them.
    static var choices: [String] { get }
}

extension FormValue {
    static var choices: [String] { [] }
}

extension String: FormValue {
    init?(formText: String) { self = formText }
    var formText: String { self }
}

extension Int: FormValue {
    init?(formText: String) {
        guard !formText.isEmpty, formText.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        self.init(formText)
    }
    var formText: String { String(self) }
}

extension CalendarDate: FormValue {
    init?(formText: String) { self.init(formText) }
    var formText: String { description }
}

extension FormValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    init?(formText: String) { self.init(rawValue: formText) }
    var formText: String { rawValue }
    static var choices: [String] { allCases.map(\.rawValue) }
}

extension Sex: FormValue {}
extension Application.Service: FormValue {}
extension Application.Channel: FormValue {}
extension Application.SigningMethod: FormValue {}
extension Application.CorrespondenceLanguage: FormValue {}
extension Application.Category: FormValue {}
extension Application.PersonalDataConsent.Method: FormValue {}
extension Person.Relation: FormValue {}
extension Person.Request: FormValue {}
extension Person.Nationality: FormValue {}
extension Person.NationalityEvidence: FormValue {}
extension Person.IdentityDocument.Kind: FormValue {}
extension Attachment.Kind: FormValue {}
