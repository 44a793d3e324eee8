import ArgumentParser
import QuickstepSimulation

/// `quickstep-simulate`: worlds, one for each seed, until one goes wrong or all have gone well.
@main struct SimulationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quickstep-simulate",
        abstract: "Run the production engine through simulated crashes, disk faults and clients, repeatably.",
        discussion:
            "A seed decides everything that happens. The first that goes wrong is printed, and ends the run with code 1."
    )

    @Option(name: .long, help: "The first seed.")
    var from: UInt64 = 1

    @Option(name: .long, help: "How many seeds.")
    var count: UInt64 = 100

    @Option(name: .long, help: "A fault to plant: \(Plant.allCases.map(\.rawValue).joined(separator: ", ")).")
    var plant: String?

    @Flag(name: .long, help: "Tell of every seed.")
    var verbose = false

    func validate() throws {
        guard count > 0, !from.addingReportingOverflow(count).overflow else {
            throw ValidationError("Seeds are counted from 1 up.")
        }
        guard let plant, Plant(rawValue: plant) == nil else { return }
        throw ValidationError("There is no fault '\(plant)' to plant.")
    }

    func run() throws {
        DeterministicHashing.ensure()
        var processes = 0
        var steps = 0
        var executions = 0
        var tally = Tally()
        for seed in from..<(from + count) {
            let outcome = try World(seed: seed, plant: plant.flatMap { Plant(rawValue: $0) }).run()
            processes += outcome.processes
            steps += outcome.steps
            executions += outcome.executions
            tally.add(outcome.tally)
            if verbose {
                print(
                    "seed \(seed): \(outcome.processes) processes, \(outcome.steps) steps, \(outcome.executions) executions"
                )
            }
            if let violation = outcome.violation {
                print("seed \(seed): \(violation)")
                print("once more: quickstep-simulate --from \(seed) --count 1" + (plant.map { " --plant \($0)" } ?? ""))
                throw ExitCode(1)
            }
        }
        print(
            "\(count) seeds from \(from): \(executions) executions, \(processes) processes, \(steps) steps, nothing wrong"
        )
        for feature in Feature.allCases { print("  \(feature.rawValue): \(tally.count(of: feature))") }
    }
}
