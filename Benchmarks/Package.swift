// swift-tools-version: 6.2
import PackageDescription

// A package of its own: what it needs (a yardstick may be anybody's library) never enters the graph of those who use Quickstep.
let package = Package(
    name: "quickstep-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "quickstep", path: ".."),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "quickstep-benchmarks",
            dependencies: [
                .product(name: "Quickstep", package: "quickstep"),
                .product(name: "QuickstepInterpreterBenchmark", package: "quickstep"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Sources",
            swiftSettings: [
                .swiftLanguageMode(.v6),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .treatAllWarnings(as: .error),
            ]
        )
    ]
)
