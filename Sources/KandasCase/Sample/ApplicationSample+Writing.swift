public import KandasSign

extension ApplicationSample {
    /// Writes `form.json` and the attachments into a folder.
    ///
    /// - Parameter folder: The folder; it is made if it is not there, and must be empty.
    /// - Returns: The paths of the files, the form first.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public func write(to folder: String) throws(SigningError) -> [String] {
        try Folder.make(folder)
        var written: [String] = []
        for (name, bytes) in [(name: "form.json", bytes: json)] + files {
            if let slash = name.lastIndex(of: "/") { try Folder.make("\(folder)/\(name[..<slash])", mayBeFull: true) }
            try OutputFile.write(bytes, to: "\(folder)/\(name)")
            written.append("\(folder)/\(name)")
        }
        return written
    }
}

extension ApplicationSample.Owner {
    /// The owner of a certificate.
    ///
    /// - Parameters:
    ///   - iin: The IIN in the certificate.
    ///   - holder: The holder; the name is what the common name says besides the surname.
    public init(iin: String, _ holder: CertificateHolder) {
        var name = holder.commonName?[...]
        if let surname = holder.surname, let common = holder.commonName, common.hasPrefix(surname + " ") {
            name = common.dropFirst(surname.count + 1)
        }
        self.init(iin: iin, surname: holder.surname, name: name.map(String.init), patronymic: holder.patronymic)
    }
}
