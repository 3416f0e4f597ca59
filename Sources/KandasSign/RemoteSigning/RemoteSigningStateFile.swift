internal import Glibc

/// A state on the disk, held by one process at a time.
public final class RemoteSigningStateFile<Plan: RemoteSigningPlan> {
    /// The path.
    public let path: String
    /// What the file says.
    public private(set) var state: RemoteSigningState<Plan>
    private let descriptor: CInt

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
        let descriptor = try RemoteSigningStateFile.lock(path)
        do throws(SigningError) {
            let json = try InputFile(path: path).contents(limit: limits.remoteStateBytes)
            state = try RemoteSigningState(json: json, limits: limits)
            guard !state.isCompleted else { throw .completedBefore }
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

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

    private static func lock(_ path: String) throws(SigningError) -> CInt {
        // A process that completes puts another file in this one's place; then the lock is on what is gone.
        for _ in 0..<8 {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw SigningError(.inputUnavailable, "cannot open \(path): \(String(cString: strerror(errno)))")
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw SigningError(.stateInUse, "another process is completing \(path)")
            }
            var held = stat()
            var named = stat()
            if fstat(descriptor, &held) == 0, stat(path, &named) == 0, held.st_ino == named.st_ino,
                held.st_dev == named.st_dev
            {
                return descriptor
            }
            close(descriptor)
        }
        throw SigningError(.stateInUse, "other processes keep replacing \(path)")
    }
}
