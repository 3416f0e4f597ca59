internal import Glibc

/// A state on the disk, held by one process at a time.
public final class RemoteSigningStateFile<Plan: RemoteSigningPlan> {
    /// The path.
    public let path: String
    /// What the file says.
    public private(set) var state: RemoteSigningState<Plan>
    private let lock: FileLock

    /// Writes a new state, readable by its owner only.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``, also if there is a file already: a
    ///   signature that was begun is not forgotten by mistake.
    public static func create(_ state: RemoteSigningState<Plan>, at path: String) throws(SigningError) {
        try requireFree(path)
        try OutputFile.write(try state.json(), to: path, isPrivate: true)
    }

    /// Makes sure that there is no file where a state is to be written, before the work of making one.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable`` if there is.
    public static func requireFree(_ path: String) throws(SigningError) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw SigningError(.outputUnwritable, "\(path) is there already; a state goes into a new file")
        }
    }

    /// Opens a state and keeps other processes from completing it.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable``, ``SigningError/Code/stateInUse`` if
    ///   another process holds it, ``SigningError/Code/alreadyCompleted``, and what
    ///   ``RemoteSigningState/init(json:limits:)`` throws.
    public init(opening path: String, limits: Limits = Limits()) throws(SigningError) {
        self.path = path
        lock = try FileLock(on: path)
        let json = try InputFile(path: path).contents(limit: limits.remoteStateBytes)
        state = try RemoteSigningState(json: json, limits: limits)
        guard !state.isCompleted else { throw .completedBefore }
    }

    /// Records that the product is in its place, so that nobody completes the signature a second time.
    ///
    /// Call it after the product was committed: a process that ends in between leaves a state that can be completed
    /// again, to the same product, and never a product that is lost.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    public func markCompleted() throws(SigningError) {
        state.isCompleted = true
        try OutputFile.write(try state.json(), to: path, isPrivate: true)
    }
}
