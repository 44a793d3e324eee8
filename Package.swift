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

let package = Package(
    name: "quickstep",
    platforms: [.macOS(.v15)],
    targets: [
        room("Primitives"),
        room("JSON"),
        room("JSONPath", ["QuickstepJSON"]),
        room("StatesLanguage", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath"]),
        tests("Primitives"),
        tests("JSONPath", ["QuickstepJSON"]),
        tests("StatesLanguage", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath"]),
    ]
)
