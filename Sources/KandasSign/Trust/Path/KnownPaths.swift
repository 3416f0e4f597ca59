private import Synchronization

/// The valid paths of a process, so that a path is judged once however many signatures it stands behind.
///
/// Whether a path is valid depends on its certificates, on what it must fulfil about policies, and on the time, and of the
/// time only on whether it lies within the validity of every certificate: so a valid path stays valid for all such times.
/// Paths that are not valid are not remembered, since why they are not may depend on the time in other ways; nor is
/// anything about revocation.
final class KnownPaths: Sendable {
    private struct Key: Hashable {
        let path: [Certificate]
        let policies: PolicyInputs
    }

    private let known = Mutex<[Key: ClosedRange<Timestamp>]>([:])
    private let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    /// Whether a path is known to be valid at a time.
    func contain(_ path: [Certificate], _ policies: PolicyInputs, at time: Timestamp) -> Bool {
        known.withLock { $0[Key(path: path, policies: policies)]?.contains(time) } ?? false
    }

    /// Remembers a path that was found to be valid at a time.
    func add(_ path: [Certificate], _ policies: PolicyInputs, at time: Timestamp) {
        guard let from = path.map(\.notBefore).max(), let until = path.map(\.notAfter).min(), from <= time,
            time <= until
        else { return }
        known.withLock { known in
            // Strangers' certificates come here too, so it must not grow without bound.
            if known.count >= capacity { known.removeAll(keepingCapacity: true) }
            known[Key(path: path, policies: policies)] = from...until
        }
    }
}
