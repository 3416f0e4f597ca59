internal import Glibc

/// A lock on a file that keeps a state, held until the object is released.
///
/// Whoever changes the file puts another one in its place; the lock is on the one that bears the name.
package final class FileLock {
    private let descriptor: CInt

    /// Takes the lock, or says that another process has it.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if there is no such file,
    ///   ``SigningError/Code/stateInUse`` if another process holds it.
    package init(on path: String) throws(SigningError) { descriptor = try FileLock.lock(path) }

    deinit { close(descriptor) }

    private static func lock(_ path: String) throws(SigningError) -> CInt {
        // A process that changes the state puts another file in this one's place; then the lock is on what is gone.
        for _ in 0..<8 {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw SigningError(.inputUnavailable, "cannot open \(path): \(String(cString: strerror(errno)))")
            }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                throw SigningError(.stateInUse, "another process is working on \(path)")
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
