// swift-tools-version: 6.2
import PackageDescription

/// Every target is compiled the same way: Swift 6, the upcoming features of the house style, warnings as errors.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// One room of the house: `Sources/<folder>`, named `Quickstep<folder>` because target names must be unique in every
/// package graph that embeds us.
func room(_ folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: "Quickstep\(folder)",
        dependencies: dependencies,
        path: "Sources/\(folder)",
        swiftSettings: settings
    )
}

/// The tests of one room, in a tree that mirrors it.
func tests(_ folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "Quickstep\(folder)Tests",
        dependencies: [.byName(name: "Quickstep\(folder)")] + dependencies,
        path: "Tests/\(folder)Tests",
        swiftSettings: settings
    )
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "quickstep",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Quickstep", targets: ["Quickstep"]),
        .executable(name: "quickstep", targets: ["QuickstepCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        room("Primitives"),
        room("JSON"),
        room("JSONPath", ["QuickstepJSON"]),
        room("StatesLanguage", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath"]),
        room("Interpreter", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath", "QuickstepStatesLanguage"]),
        room("ServiceKit", ["QuickstepPrimitives", "QuickstepJSON"]),
        room("SQLiteStore", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", grdb, grdbSQLite]),
        room(
            "StepFunctions",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepInterpreter",
                "QuickstepServiceKit",
            ]
        ),
        room("Lambda", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", logging]),
        room(
            "Runtime",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepSQLiteStore",
                "QuickstepStepFunctions", "QuickstepLambda",
            ]
        ),
        .target(
            name: "QuickstepCLI",
            dependencies: [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepServiceKit",
                "QuickstepLambda", "QuickstepRuntime", argumentParser, systemPackage,
            ],
            path: "Sources/QuickstepCLI",
            swiftSettings: settings
        ),
        .target(
            name: "Quickstep",
            dependencies: [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", "QuickstepRuntime",
                "QuickstepCLI",
            ],
            path: "Sources/Quickstep",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "QuickstepCommand",
            dependencies: ["QuickstepCLI"],
            path: "Sources/QuickstepCommand",
            swiftSettings: settings
        ),
        tests("Primitives"),
        tests("JSONPath", ["QuickstepJSON"]),
        tests("StatesLanguage", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath"]),
        tests("ServiceKit", ["QuickstepPrimitives", "QuickstepJSON"]),
        tests(
            "StepFunctions",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepInterpreter", "QuickstepServiceKit", "QuickstepLambda",
            ]
        ),
        tests("SQLiteStore", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", grdb]),
    ]
)
