/// The names of an archive as folders and files, to find those that clash.
///
/// The work is linear in the names' length.
struct ZIPNameTree {
    private final class Node {
        let spelling: Substring
        var children: [String: Node] = [:]
        var isFile = false
        var isListed = false

        init(spelling: Substring) { self.spelling = spelling }
    }

    private let root = Node(spelling: "")

    /// Adds the name of an entry.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/zipDuplicateName``, ``SigningError/Code/zipCaseClash``
    ///   or ``SigningError/Code/zipFileIsFolder``.
    mutating func insert(_ name: String) throws(SigningError) {
        let isFolder = name.utf8.last == 0x2f
        let components = ZIPName.components(of: name)
        var node = root
        for (index, component) in components.enumerated() {
            let isLast = index == components.count - 1
            let key = ZIPName.key(of: component)
            guard let child = node.children[key] else {
                let child = Node(spelling: component)
                node.children[key] = child
                child.isFile = isLast && !isFolder
                child.isListed = isLast
                node = child
                continue
            }
            guard child.spelling.utf8.elementsEqual(component.utf8) else {
                throw .zip(.zipCaseClash, "differs from another name only in case or invisible characters", file: name)
            }
            if child.isFile {
                guard isLast, !isFolder else { throw .zip(.zipFileIsFolder, "a file is also a folder", file: name) }
                throw .zip(.zipDuplicateName, "two entries have this name", file: name)
            }
            if isLast {
                guard isFolder else { throw .zip(.zipFileIsFolder, "a file is also a folder", file: name) }
                guard !child.isListed else { throw .zip(.zipDuplicateName, "two entries have this name", file: name) }
                child.isListed = true
            }
            node = child
        }
    }
}
