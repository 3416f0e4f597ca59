internal import Glibc
import KandasSign

/// Whether two paths lead to one file.
enum SameFile {
    /// Refuses a product that would take the place of a file which cannot be had again: a key, a password, what was
    /// signed.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/outputUnwritable``.
    static func refuse(_ product: String, over precious: [String]) throws(SigningError) {
        guard product != "-" else { return }
        for path in precious where path != "-" && areSame(product, path) {
            throw SigningError(.outputUnwritable, "\(product) is an input that must not be lost; name another file")
        }
    }

    private static func areSame(_ left: String, _ right: String) -> Bool {
        var first = stat()
        var second = stat()
        guard stat(left, &first) == 0, stat(right, &second) == 0, first.st_mode & S_IFMT == S_IFREG else {
            return false
        }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }
}
