import KandasSign
import KandasText

/// Trust folders as text for people.
struct TrustText {
    private let console: Console

    init(_ console: Console) { self.console = console }

    /// What is in a folder.
    func list(_ document: TrustDocument) -> String {
        var lines = [heading(document)]
        for file in document.files {
            lines.append(
                "  \(file.file)" + (file.isListed || !document.hasManifest ? "" : " (\(word("TRUST_UNLISTED")))")
            )
            if let reason = file.reason {
                let text = ["changed": word("TRUST_CHANGED"), "missing": word("TRUST_MISSING")][reason] ?? reason
                lines.append("    " + word("TRUST_NOT_USED", ["reason": text]))
            }
            for item in file.certificates {
                let certificate = item.certificate
                lines.append("    \(certificate.commonName ?? certificate.subject)")
                lines.append("      " + purposes(item.anchorFor))
                lines.append(
                    "      \(console.word("LABEL_VALIDITY")): \(certificate.notBefore) – \(certificate.notAfter)"
                )
                if let digest = certificate.sha256 { lines.append("      SHA-256: \(digest)") }
            }
            for item in file.revocationLists {
                lines.append(
                    "    "
                        + word(
                            "TRUST_LIST",
                            [
                                "issuer": item.issuer, "made": item.thisUpdate, "due": item.nextUpdate ?? "–",
                                "count": String(item.entries),
                            ]
                        )
                )
            }
            if let source = file.source { lines.append("    \(word("TRUST_SOURCE")): \(source)") }
        }
        return lines.joined(separator: "\n")
    }

    /// Whether a folder is in order.
    func check(_ document: TrustDocument) -> String {
        var lines = [heading(document)]
        for purpose in TrustPurpose.allCases {
            let names = document.files.flatMap(\.certificates)
                .filter { $0.anchorFor.contains(purpose) }
                .map { $0.certificate.commonName ?? $0.certificate.subject }
            lines.append(
                "  \(word("PURPOSE_\(purpose.rawValue)")): " + (names.isEmpty ? "–" : names.joined(separator: "; "))
            )
        }
        for finding in document.findings ?? [] {
            let mark = finding.severity == "warning" ? "!" : "✗"
            lines.append("\(mark) \(finding.file.map { "\($0): " } ?? "")\(finding.code): \(finding.text)")
            if let action = finding.action { lines.append("  \(console.word("LABEL_ACTION")): \(action)") }
        }
        lines.append(word("TRUST_STATUS_\(document.status ?? "good")") + " (\(document.judgedAt))")
        return lines.joined(separator: "\n")
    }

    /// What became of added certificates.
    func additions(_ document: TrustAdditionDocument) -> String {
        document.files
            .map { file in
                let mark = ["added": "+", "updated": "~"][file.outcome] ?? "="
                return
                    "\(mark) \(document.folder)/\(file.file): \(word("TRUST_\(file.outcome)")); \(purposes(file.anchorFor))"
            }
            .joined(separator: "\n")
    }

    private func heading(_ document: TrustDocument) -> String {
        let network = document.network.map { " (\(word("NETWORK_\($0.rawValue)")))" } ?? ""
        return "\(document.folder)\(network)" + (document.hasManifest ? "" : ": \(word("TRUST_NO_MANIFEST"))")
    }

    private func purposes(_ purposes: [TrustPurpose]) -> String {
        guard !purposes.isEmpty else { return word("TRUST_HELPER") }
        let names = purposes.map { word("PURPOSE_\($0.rawValue)") }.joined(separator: ", ")
        return word("TRUST_ANCHOR_FOR", ["purposes": names])
    }

    private func word(_ key: String, _ parameters: [String: String] = [:]) -> String {
        Words.catalogue.message(for: key, in: console.language, parameters: parameters).text
    }
}
