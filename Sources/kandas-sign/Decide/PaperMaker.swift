import KandasCase

/// Who draws print forms in this build.
enum PaperMaker {
    /// The one there is; `nil` without the package trait `Print`, and then `decide` says what is missing.
    static var available: (any PaperMaking)? { nil }
}
