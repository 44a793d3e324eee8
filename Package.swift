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
func tests(_ folder: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "Quickstep\(folder)Tests",
        dependencies: [.byName(name: "Quickstep\(folder)")] + dependencies,
        path: "Tests/\(folder)Tests",
        exclude: exclude,
        swiftSettings: settings
    )
}

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let metricsTestKit = Target.Dependency.product(name: "MetricsTestKit", package: "swift-metrics")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")

let package = Package(
    name: "quickstep",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Quickstep", targets: ["Quickstep"]),
        .library(name: "QuickstepTesting", targets: ["QuickstepTesting"]),
        .library(name: "JSONata", targets: ["JSONata"]),
        // For the package in Benchmarks alone: its README says why.
        .library(name: "QuickstepInterpreterBenchmark", targets: ["QuickstepInterpreterBenchmark"]),
        // For developers and the CI.
        .executable(name: "quickstep-simulate", targets: ["QuickstepSimulationCommand"]),
        .executable(name: "quickstep-scale", targets: ["QuickstepScaleCommand"]),
        .executable(name: "quickstep-fuzz-jsonata", targets: ["JSONataFuzzCommand"]),
        .executable(name: "quickstep", targets: ["QuickstepCommand"]),
        .executable(name: "image-pipeline", targets: ["ImagePipelineCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        room("Primitives"),
        room("JSON"),
        room("RegularExpressions"),
        room("JSONPath", ["QuickstepJSON", "QuickstepRegularExpressions"]),
        // A product of its own, and so named without the prefix.
        .target(
            name: "JSONata",
            dependencies: ["QuickstepJSON", "QuickstepRegularExpressions"],
            path: "Sources/JSONata",
            swiftSettings: settings
        ),
        .target(
            name: "JSONataFuzzing",
            dependencies: ["JSONata", "QuickstepJSON"],
            path: "Sources/JSONataFuzzing",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "JSONataFuzzCommand",
            dependencies: ["JSONataFuzzing"],
            path: "Sources/JSONataFuzzCommand",
            swiftSettings: settings
        ),
        room("EventPatterns", ["QuickstepJSON"]),
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
        room("SQS", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        room("SNS", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepEventPatterns", "QuickstepServiceKit"]),
        room(
            "EventBridge",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath", "QuickstepEventPatterns",
                "QuickstepServiceKit",
            ]
        ),
        room("S3", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        room("DynamoDB", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        room("Pipes", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        room(
            "Manifest",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepEventPatterns", "QuickstepStatesLanguage",
                "QuickstepServiceKit", yams,
            ]
        ),
        room(
            "Runtime",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepSQLiteStore",
                "QuickstepStepFunctions", "QuickstepLambda", "QuickstepSQS", "QuickstepSNS", "QuickstepS3",
                "QuickstepDynamoDB", "QuickstepPipes", "QuickstepEventBridge", "QuickstepManifest",
                "QuickstepIsolation", coreMetrics, logging, serviceLifecycle, systemPackage,
            ]
        ),
        room(
            "Isolation",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", logging, subprocess,
                systemPackage,
            ]
        ),
        room("HTTPDelivery", ["QuickstepServiceKit", asyncHTTPClient, nioCore, nioHTTP1]),
        room("NotificationSigning", ["QuickstepPrimitives", "QuickstepServiceKit", crypto, cryptoExtras]),
        room("Prometheus", [coreMetrics]),
        room(
            "Gateway",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepRuntime",
                "QuickstepPrometheus",
                asyncHTTPClient, hummingbird, httpTypes, logging, nioHTTP1, serviceLifecycle,
            ]
        ),
        .target(
            name: "QuickstepCLI",
            dependencies: [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepServiceKit",
                "QuickstepLambda", "QuickstepRuntime", "QuickstepManifest", "QuickstepIsolation", "QuickstepPrometheus",
                "QuickstepGateway", "QuickstepHTTPDelivery", "QuickstepNotificationSigning", "JSONata", argumentParser,
                logging, serviceLifecycle, subprocess, systemPackage,
            ],
            path: "Sources/QuickstepCLI",
            swiftSettings: settings
        ),
        .target(
            name: "Quickstep",
            dependencies: [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", "QuickstepRuntime",
                "QuickstepCLI", "QuickstepHTTPDelivery", "QuickstepNotificationSigning", logging,
            ],
            path: "Sources/Quickstep",
            swiftSettings: settings
        ),
        .target(
            name: "QuickstepTesting",
            dependencies: [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", "QuickstepRuntime",
                logging, systemPackage,
            ],
            path: "Sources/QuickstepTesting",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "QuickstepCommand",
            dependencies: ["QuickstepCLI"],
            path: "Sources/QuickstepCommand",
            swiftSettings: settings
        ),
        room(
            "Simulation",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepStepFunctions",
                "QuickstepLambda", "QuickstepSQS", "QuickstepSNS", "QuickstepS3", "QuickstepDynamoDB", "QuickstepPipes",
                "QuickstepEventBridge",
            ]
        ),
        .executableTarget(
            name: "QuickstepSimulationCommand",
            dependencies: ["QuickstepSimulation", argumentParser],
            path: "Sources/SimulationCommand",
            swiftSettings: settings
        ),
        room(
            "Scale",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", "QuickstepRuntime",
                "QuickstepGateway", logging, serviceLifecycle, subprocess, systemPackage,
            ]
        ),
        .executableTarget(
            name: "QuickstepScaleCommand",
            dependencies: ["QuickstepScale", argumentParser],
            path: "Sources/ScaleCommand",
            swiftSettings: settings
        ),
        .target(
            name: "QuickstepInterpreterBenchmark",
            dependencies: ["QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepInterpreter"],
            path: "Benchmarks/Interpreter",
            swiftSettings: settings
        ),
        .systemLibrary(
            name: "CGD",
            path: "Functions/ImagePipeline/CGD",
            providers: [.apt(["libgd-dev"]), .brew(["gd"])]
        ),
        .target(
            name: "ImagePipelinePictures",
            dependencies: ["CGD"],
            path: "Functions/ImagePipeline/Pictures",
            swiftSettings: settings
        ),
        .target(
            name: "ImagePipelineHandlers",
            dependencies: ["ImagePipelinePictures", "Quickstep"],
            path: "Functions/ImagePipeline/Handlers",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "ImagePipelineCommand",
            dependencies: ["ImagePipelineHandlers", "Quickstep"],
            path: "Functions/ImagePipeline/Command",
            swiftSettings: settings
        ),
        .target(name: "QuickstepTestSupport", path: "Tests/Support", swiftSettings: settings),
        tests("Primitives"),
        tests("JSON", ["QuickstepTestSupport"]),
        tests("RegularExpressions"),
        tests("JSONPath", ["QuickstepJSON", "QuickstepRegularExpressions"]),
        .testTarget(
            name: "JSONataTests",
            dependencies: ["JSONata", "JSONataFuzzing", "QuickstepJSON"],
            path: "Tests/JSONataTests",
            swiftSettings: settings
        ),
        tests("StatesLanguage", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath"]),
        tests("EventPatterns", ["QuickstepJSON"]),
        tests(
            "Interpreter",
            ["QuickstepPrimitives", "QuickstepJSON", "QuickstepJSONPath", "QuickstepStatesLanguage"]
        ),
        tests("ServiceKit", ["QuickstepPrimitives", "QuickstepJSON"]),
        tests(
            "StepFunctions",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepInterpreter",
                "QuickstepServiceKit", "QuickstepLambda", "QuickstepS3", logging,
            ]
        ),
        tests("SQLiteStore", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", grdb]),
        tests("Lambda", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", logging]),
        tests("SQS", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        tests(
            "SNS",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepEventPatterns", "QuickstepServiceKit", "QuickstepSQS",
            ]
        ),
        tests(
            "EventBridge",
            ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepSQS", "QuickstepSNS"]
        ),
        tests("S3", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        tests("DynamoDB", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit"]),
        tests("Pipes", ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepSQS"]),
        tests(
            "Manifest",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepServiceKit",
                "QuickstepTestSupport",
            ]
        ),
        tests(
            "Isolation",
            ["QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", logging]
        ),
        tests(
            "HTTPDelivery",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepSQS", "QuickstepSNS",
                hummingbird,
                httpTypes, nioCore,
            ]
        ),
        tests("NotificationSigning", ["QuickstepPrimitives", "QuickstepServiceKit", crypto, cryptoExtras]),
        tests("Prometheus", [coreMetrics]),
        tests(
            "Gateway",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepRuntime",
                "QuickstepPrometheus",
                logging, serviceLifecycle,
            ]
        ),
        tests(
            "Runtime",
            [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepStatesLanguage", "QuickstepServiceKit",
                "QuickstepLambda", coreMetrics, logging, metricsTestKit, serviceLifecycle,
            ],
            exclude: ["Fixtures"]
        ),
        tests("Scale"),
        .testTarget(
            name: "QuickstepConformanceTests",
            dependencies: [
                "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", "QuickstepLambda", "QuickstepRuntime",
                "JSONata",
            ],
            path: "Tests/ConformanceTests",
            exclude: ["Cases", "Standing"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "QuickstepCLITests",
            dependencies: ["QuickstepCLI", "QuickstepPrimitives", "QuickstepJSON", "QuickstepServiceKit", logging],
            path: "Tests/QuickstepCLITests",
            swiftSettings: settings
        ),
        .testTarget(
            name: "QuickstepTestingTests",
            dependencies: ["QuickstepTesting"],
            path: "Tests/QuickstepTestingTests",
            exclude: ["Events"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ImagePipelineTests",
            dependencies: ["ImagePipelinePictures", "ImagePipelineHandlers", "Quickstep", "QuickstepTesting"],
            path: "Tests/ImagePipelineTests",
            exclude: ["Fixtures", "scripts", "compare_thumbnails.py"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "QuickstepEndToEndApplication",
            dependencies: ["Quickstep"],
            path: "Tests/EndToEndApplication",
            swiftSettings: settings
        ),
        .testTarget(
            name: "QuickstepEndToEndTests",
            dependencies: ["QuickstepJSON", "QuickstepPrimitives", subprocess, systemPackage],
            path: "Tests/EndToEndTests",
            exclude: ["Goldens"],
            swiftSettings: settings
        ),
    ]
)
