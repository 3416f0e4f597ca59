internal import CLibXML2

/// Keeps what libxml2 reports, instead of its printing it on the standard error.
final class XMLErrorLog {
    struct Entry {
        let line: Int
        let isSchemaViolation: Bool
        let code: Int
        let message: String
    }

    /// How many entries are kept; what comes later is only counted.
    static let capacity = 20

    private(set) var entries: [Entry] = []
    private(set) var schemaViolations = 0
    private(set) var syntaxErrors = 0

    /// What to pass to libxml2 as the handler's argument.
    ///
    /// Borrowed: the log must outlive the context that gets it.
    var userData: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let handler: xmlStructuredErrorFunc = { userData, error in
        guard let userData, let error else { return }
        let log = Unmanaged<XMLErrorLog>.fromOpaque(userData).takeUnretainedValue()
        log.add(error.pointee)
    }

    private func add(_ error: xmlError) {
        let isSchemaViolation = error.domain == CInt(XML_FROM_SCHEMASV.rawValue)
        guard error.level != XML_ERR_WARNING else { return }
        // An undeclared namespace prefix is no fatal error to libxml2. To us it is: such a name means nothing.
        if isSchemaViolation { schemaViolations += 1 } else { syntaxErrors += 1 }
        guard entries.count < XMLErrorLog.capacity else { return }
        let message = error.message.map { String(cString: $0) } ?? ""
        entries.append(
            Entry(
                line: Int(error.line),
                isSchemaViolation: isSchemaViolation,
                code: Int(error.code),
                message: message.last?.isNewline == true ? String(message.dropLast()) : message
            )
        )
    }
}
