public import KandasSign

/// A register of decisions on the disk, held by one process at a time and replaced as a whole.
public final class DecisionRegisterFile {
    /// The path.
    public let path: String
    /// What the file says, and what it will say after ``save()``.
    public var register: DecisionRegister
    private let lock: FileLock

    /// Writes a new register, readable by its owner only.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``, also if there is a file already: numbers
    ///   that were given out are not forgotten by mistake.
    public static func create(_ register: DecisionRegister, at path: String) throws(SigningError) {
        guard (try? InputFile(path: path)) == nil else {
            throw SigningError(.outputUnwritable, "\(path) is there already; a register goes into a new file")
        }
        try OutputFile.write(try register.json(), to: path, isPrivate: true)
    }

    /// Opens a register and keeps other processes from changing it.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable``, ``SigningError/Code/stateInUse`` if
    ///   another process holds it, and ``SigningError/Code/malformedInput``.
    public init(opening path: String, limits: Limits = Limits()) throws(SigningError) {
        self.path = path
        lock = try FileLock(on: path)
        register = try DecisionRegister(json: try InputFile(path: path).contents(limit: limits.registerBytes))
    }

    /// Puts the changed register in the file's place.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public func save() throws(SigningError) {
        try OutputFile.write(try register.json(), to: path, isPrivate: true)
    }
}
