import ArgumentParser
import QuickstepScale

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// `quickstep-scale soak`: nothing grows under load.
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract: "Put a server under mixed load, and fail where its memory, descriptors, threads or files grow.",
        discussion: """
            The first quarter of the time is warm-up. The median of the second is compared with that of the last: what \
            leaks has grown by then, and what only wavers has not.
            """
    )

    @Option(name: .long, help: "How long, in seconds.")
    var seconds: Int = 600

    @Option(name: .long, help: "The data folder.")
    var data: String

    @Option(
        name: .long,
        help: "A fault to plant: \(SoakServer.Plant.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var plant: String?

    @Flag(name: .long, help: "Tell every sample.")
    var verbose = false

    func validate() throws {
        guard (1...1_000_000).contains(seconds) else { throw ValidationError("Seconds are counted from 1.") }
        try Self.check(plant)
    }

    static func check(_ plant: String?) throws {
        guard let plant, SoakServer.Plant(rawValue: plant) == nil else { return }
        throw ValidationError("There is no fault '\(plant)' to plant.")
    }

    func run() async throws {
        let verbose = verbose
        let proof = SoakProof(
            program: "/proc/self/exe",
            folder: data,
            duration: .seconds(seconds),
            plant: plant.flatMap { SoakServer.Plant(rawValue: $0) }
        )
        try await proof.run { sample in
            guard verbose else { return }
            print(
                "  \(Decimals.text(sample.time, 1)) s: \(Mebibytes.text(sample.residentBytes)), "
                    + "\(sample.descriptors) descriptors, \(sample.threads) threads, log \(Mebibytes.text(sample.logBytes)), "
                    + "store \(Mebibytes.text(sample.storeBytes))"
            )
        }.tell()
    }
}

/// `quickstep-scale serve`: the process that is put under load.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve as the process that `soak` puts under load.",
        shouldDisplay: false
    )

    @Option(name: .long, help: "The data folder.")
    var data: String

    @Option(name: .long, help: "A fault to plant.")
    var plant: String?

    func validate() throws {
        try SoakCommand.check(plant)
    }

    func run() async throws {
        try await SoakServer(folder: data, plant: plant.flatMap { SoakServer.Plant(rawValue: $0) }).serve { address in
            print(address)
            fflush(nil)
        }
    }
}
