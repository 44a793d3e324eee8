import ArgumentParser
import QuickstepScale

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What is left in a data folder.
enum Subject: String, CaseIterable, ExpressibleByArgument {
    /// Executions in a Wait state, and nothing else.
    case waits
    /// Executions that wait for everything that can be waited for.
    case mixture
}

struct ProofOptions: ParsableArguments {
    @Argument(help: "What waits: \(Subject.allCases.map(\.rawValue).joined(separator: " or ")).")
    var subject: Subject

    @Option(name: .long, help: "How many executions.")
    var count: Int = 100_000

    @Option(name: .long, help: "Over how many seconds the ends of the waits are spread.")
    var instants: Int = 1

    @Option(name: .long, help: "The data folder.")
    var data: String

    @Option(name: .long, help: "How much memory executions in a Wait state may take, in MiB.")
    var memory: Int = 1024

    var residentBytes: Int { memory << 20 }

    func validate() throws {
        guard (1...10_000_000).contains(count) else { throw ValidationError("Executions are counted from 1.") }
        guard (1...1_000_000).contains(instants) else { throw ValidationError("Instants are counted from 1.") }
        guard (1...1_000_000).contains(memory) else { throw ValidationError("Memory is counted from 1 MiB.") }
    }
}

/// `quickstep-scale leave`: the process that is killed.
struct LeaveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Start executions, and end as `kill -9` ends a process when all of them wait."
    )

    @OptionGroup var options: ProofOptions

    func run() async throws {
        let report =
            switch options.subject {
            case .waits:
                try await WaitingProof(folder: options.data, count: options.count, instants: options.instants)
                    .leave(within: options.residentBytes)
            case .mixture:
                try await MixtureProof(folder: options.data, count: options.count).leave()
            }
        try report.tell()
        fflush(nil)
        kill(getpid(), SIGKILL)
        // The signal is on its way; nothing may happen meanwhile.
        while true { pause() }
    }
}

/// `quickstep-scale resume`: the process after it.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Open what `leave` left, let the time come, and fail unless everything ended as it must."
    )

    @OptionGroup var options: ProofOptions

    @Option(name: .long, help: "How many seconds it may take to be ready.")
    var ready: Int = 10

    @Option(
        name: .long,
        help: "A fault to plant: \(MixtureProof.Plant.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var plant: String?

    func validate() throws {
        guard let plant, MixtureProof.Plant(rawValue: plant) == nil else { return }
        throw ValidationError("There is no fault '\(plant)' to plant.")
    }

    func run() async throws {
        let began = ContinuousClock().now
        let report =
            switch options.subject {
            case .waits:
                try await WaitingProof(folder: options.data, count: options.count, instants: options.instants)
                    .resume(
                        since: began,
                        within: WaitingProof.Bounds(ready: .seconds(ready), residentBytes: options.residentBytes)
                    )
            case .mixture:
                try await MixtureProof(folder: options.data, count: options.count)
                    .resume(planting: plant.flatMap { MixtureProof.Plant(rawValue: $0) })
            }
        try report.tell()
    }
}

extension ProofReport {
    /// Prints everything.
    ///
    /// - Throws: Exit code 1 where a demand was not met.
    func tell() throws {
        for line in lines { print("  " + line) }
        for line in missed { print("  MISSED: " + line) }
        if !holds { throw ExitCode(1) }
    }
}
