internal import Synchronization

/// A value that several threads of a test read and write.
public final class Locked<Value: Sendable>: Sendable {
    private let box: Mutex<Value>

    /// Holds a value.
    public init(_ value: Value) { box = Mutex(value) }

    /// The value.
    public var value: Value {
        get { box.withLock { $0 } }
        set { box.withLock { $0 = newValue } }
    }
}
