// swift-tools-version:6.2
import PackageDescription

// A package of its own: an executable without `main` links only with --sanitize=fuzzer, so no plain build may meet it.
// scripts/fuzz builds and runs it.

/// The readers, and what each needs; scripts/fuzz reads the names from here.
let readers: [(name: String, products: [String])] = [
    ("FuzzApplication", ["KandasCase", "KandasSign"]),
    ("FuzzCMS", ["KandasSign"]),
    ("FuzzCertificate", ["KandasSign"]),
    ("FuzzClaim", ["KandasCase", "KandasSign"]),
    ("FuzzContainer", ["KandasSign"]),
    ("FuzzDocument", ["KandasDocs"]),
    ("FuzzForm", ["KandasCase", "KandasSign"]),
    ("FuzzInspection", ["KandasSign"]),
    ("FuzzIntake", ["KandasCase", "KandasSign"]),
    ("FuzzJPEG", ["KandasDocs"]),
    ("FuzzKey", ["KandasSign"]),
    ("FuzzManifest", ["KandasSign"]),
    ("FuzzOCSP", ["KandasSign"]),
    ("FuzzObjectIdentifier", ["KandasSign"]),
    ("FuzzPDF", ["KandasDocs"]),
    ("FuzzPDFSignature", ["KandasSign"]),
    ("FuzzTimestamp", ["KandasSign"]),
    ("FuzzTimestampToken", ["KandasSign"]),
    ("FuzzXMLSignature", ["KandasSign"]),
]

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "kandas-sign-fuzz",
    products: readers.map { .executable(name: $0.name, targets: [$0.name]) },
    dependencies: [.package(name: "kandas-sign", path: "..")],
    targets: [
        .target(
            name: "FuzzKit",
            dependencies: [.product(name: "KandasSign", package: "kandas-sign")],
            swiftSettings: settings
        )
    ]
        + readers.map { reader in
            .executableTarget(
                name: reader.name,
                dependencies: ["FuzzKit"] + reader.products.map { .product(name: $0, package: "kandas-sign") },
                swiftSettings: settings
            )
        }
)
