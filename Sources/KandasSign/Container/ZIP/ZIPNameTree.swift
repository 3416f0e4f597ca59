/// The names of an archive as folders and files, to find those that clash.
///
/// The work is linear in the names' length.
struct ZIPNameTree {
    private struct Place: Hashable {
        let folder: Int
        let key: String
    }

    private struct Node {
        let spelling: Substring
        let isFile: Bool
        var isListed: Bool
    }

    /// The nodes by their number; 0 stands for the root and has none.
    private var nodes: [Int: Node] = [:]
    private var numbers: [Place: Int] = [:]

    /// Adds the name of an entry.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/zipDuplicateName``, ``SigningError/Code/zipCaseClash``
    ///   or ``SigningError/Code/zipFileIsFolder``.
    mutating func insert(_ name: String) throws(SigningError) {
        let isFolder = name.utf8.last == 0x2f
        let components = ZIPName.components(of: name)
        var folder = 0
        for (index, component) in components.enumerated() {
            let isLast = index == components.count - 1
            let place = Place(folder: folder, key: ZIPName.key(of: component))
            guard let number = numbers[place], let node = nodes[number] else {
                folder = numbers.count + 1
                numbers[place] = folder
                nodes[folder] = Node(spelling: component, isFile: isLast && !isFolder, isListed: isLast)
                continue
            }
            guard node.spelling.utf8.elementsEqual(component.utf8) else {
                throw .zip(.zipCaseClash, "differs from another name only in case or invisible characters", file: name)
            }
            guard isLast else {
                guard !node.isFile else { throw .zip(.zipFileIsFolder, "a file is also a folder", file: name) }
                folder = number
                continue
            }
            guard node.isFile == !isFolder else {
                throw .zip(.zipFileIsFolder, "a file is also a folder", file: name)
            }
            guard !node.isListed else { throw .zip(.zipDuplicateName, "two entries have this name", file: name) }
            nodes[number]?.isListed = true
        }
    }
}
