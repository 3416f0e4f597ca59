import KandasSign

/// What `trust add` says; the names are those of its JSON.
struct TrustAdditionDocument: Encodable {
    let folder: String
    let network: NationalNetwork?
    let files: [File]

    /// One certificate.
    struct File: Encodable {
        let file: String
        /// `added`, `updated` or `present`.
        let outcome: String
        let sha256: String?
        let anchorFor: [TrustPurpose]
    }

    init(_ editor: TrustFolderEditor, _ added: [TrustFolderEditor.Addition]) {
        folder = editor.folder.path
        network = editor.manifest.network
        files = added.map { addition in
            let entry = editor.manifest.entries.first { $0.file == addition.file }
            let outcome =
                switch addition {
                case .added: "added"
                case .updated: "updated"
                case .present: "present"
                }
            return File(
                file: addition.file,
                outcome: outcome,
                sha256: entry?.sha256,
                anchorFor: entry?.purposes.inOrder ?? []
            )
        }
    }
}
