// swift-tools-version:6.2
import PackageDescription

// A package of its own, so that no plain build makes it. Benchmarks/README.md says how to run it.

let package = Package(
    name: "kandas-sign-benchmarks",
    dependencies: [.package(name: "kandas-sign", path: "..")],
    targets: [
        .executableTarget(
            name: "AttachmentsBenchmark",
            dependencies: [.product(name: "KandasDocs", package: "kandas-sign")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .treatAllWarnings(as: .error),
            ]
        )
    ]
)
