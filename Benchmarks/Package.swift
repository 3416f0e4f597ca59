// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that no plain build meets it: swift run -c release --package-path Benchmarks NAME
// Benchmarks/README.md says what each needs.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "kandas-sign-benchmarks",
    dependencies: [.package(name: "kandas-sign", path: "..")],
    targets: [
        // swift run -c release --package-path Benchmarks PictureBenchmark FOLDER
        .executableTarget(
            name: "PictureBenchmark",
            dependencies: [.product(name: "KandasDocs", package: "kandas-sign")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        ),
        .executableTarget(
            name: "AttachmentsBenchmark",
            dependencies: [.product(name: "KandasDocs", package: "kandas-sign")],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "PaperBenchmark",
            dependencies: [
                .product(name: "KandasCase", package: "kandas-sign"),
                .product(name: "KandasPrint", package: "kandas-sign"),
                .product(name: "KandasSign", package: "kandas-sign"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "RevocationBenchmark",
            dependencies: [.product(name: "KandasSign", package: "kandas-sign")],
            swiftSettings: settings
        ),
    ]
)
