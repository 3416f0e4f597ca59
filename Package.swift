// swift-tools-version:6.2
import PackageDescription

let package = Package(
    name: "kandas-sign",
    products: [
        .library(name: "KandasSign", targets: ["KandasSign"]),
        .library(name: "KandasDocs", targets: ["KandasDocs"]),
        .library(name: "KandasCase", targets: ["KandasCase"]),
        .library(name: "KandasPrint", targets: ["KandasPrint"]),
        .library(name: "KandasText", targets: ["KandasText"]),
        .executable(name: "kandas-sign", targets: ["kandas-sign"]),
    ],
    traits: [
        .trait(
            name: "Print",
            description: "Print forms and codes in pictures, over Pango, Cairo, libqrencode and ZBar"
        ),
        .default(enabledTraits: ["Print"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        .target(name: "COpenSSLShim", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CKazGost", exclude: ["README.md", "module"], linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CPKCS11"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .systemLibrary(
            name: "CPango",
            pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev", "libcairo2-dev"])]
        ),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),

        .target(name: "KandasText"),
        .target(
            name: "KandasSign",
            dependencies: [
                "CKazGost", "COpenSSLShim", "CPKCS11", "CLibXML2", "CZlib", "KandasText", "PDFSyntax",
            ],
            resources: [
                .embedInCode("Resources/KandasSign.catalogue.json"),
                .embedInCode("Resources/generic.policy.json"),
                .embedInCode("Resources/kandas-application.policy.json"),
                .embedInCode("Resources/kandas-decision.policy.json"),
                .embedInCode("Resources/legacy.policy.json"),
                .embedInCode("Resources/national-authorities.json"),
            ]
        ),
        .target(name: "PDFSyntax", dependencies: ["CZlib"]),
        .target(
            name: "KandasDocs",
            dependencies: ["KandasText", "PDFSyntax"],
            resources: [.embedInCode("Resources/KandasDocs.catalogue.json")]
        ),
        .target(
            name: "KandasCase",
            dependencies: ["KandasSign", "KandasDocs", "KandasText", "PDFSyntax"],
            resources: [
                .embedInCode("Resources/KandasCase.catalogue.json"),
                .embedInCode("Resources/KandasCase.print.json"),
                .embedInCode("Resources/KandasCase.words.json"),
                .embedInCode("Resources/kandas-application-1.xsd"),
                .embedInCode("Resources/kandas-decision-1.xsd"),
                .embedInCode("Resources/legal-acts.json"),
                .embedInCode("Resources/regulation-profiles.json"),
                .embedInCode("Resources/working-calendar.json"),
            ]
        ),
        .target(
            name: "KandasPrint",
            dependencies: [
                "KandasCase", "KandasDocs", "KandasSign", "PDFSyntax",
                .target(name: "CPango", condition: .when(traits: ["Print"])),
                .target(name: "CQREncode", condition: .when(traits: ["Print"])),
                .target(name: "CTurboJPEG", condition: .when(traits: ["Print"])),
                .target(name: "CZBar", condition: .when(traits: ["Print"])),
            ]
        ),
        .target(name: "KandasTestPKI", dependencies: ["KandasSign", "COpenSSLShim"]),
        .executableTarget(
            name: "kandas-sign",
            dependencies: [
                "KandasCase", "KandasDocs", "KandasSign", "KandasTestPKI", "KandasText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .target(name: "KandasPrint", condition: .when(traits: ["Print"])),
            ],
            resources: [.embedInCode("Resources/kandas-sign.catalogue.json")]
        ),

        .target(name: "Support", dependencies: ["KandasSign", "KandasTestPKI"], path: "Tests/Support"),
        .testTarget(name: "KandasSignTests", dependencies: ["KandasSign", "KandasTestPKI", "PDFSyntax", "Support"]),
        .testTarget(name: "PDFSyntaxTests", dependencies: ["PDFSyntax", "Support"]),
        .testTarget(
            name: "KandasDocsTests",
            dependencies: ["CZlib", "KandasDocs", "KandasText", "PDFSyntax", "Support"]
        ),
        .testTarget(
            name: "KandasCaseTests",
            dependencies: [
                "KandasCase", "KandasPrint", "KandasSign", "KandasTestPKI", "KandasText", "PDFSyntax", "Support",
            ]
        ),
        .testTarget(name: "CommandLineTests", dependencies: ["kandas-sign", "KandasSign", "Support"]),
    ]
)

let ours = package.targets.filter { $0.type != .system && !["CKazGost", "COpenSSLShim", "CPKCS11"].contains($0.name) }
for target in ours {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
