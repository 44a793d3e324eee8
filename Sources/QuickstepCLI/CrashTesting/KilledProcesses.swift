import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import Subprocess
import SystemPackage

/// Runs a workflow in processes of its own program, on data folders, and has them end as `kill -9` ends them.
struct KilledProcesses: CrashWorld {
    private let test: CrashTest
    private let folder: CrashFolder
    private let input: String
    private let program: FilePath

    /// - Parameters:
    ///   - test: What is run.
    ///   - folder: Where the runs have their data folders.
    /// - Throws: `CommandFailure` or `RuntimeError` where the processes could not be given what they need.
    init(_ test: CrashTest, in folder: CrashFolder) throws {
        self.test = test
        self.folder = folder
        input = folder.path + "/input.json"
        do throws(Errno) {
            try WholeFile.write(test.input.compactBytes, to: input)
            program = try RunningProgram.path()
        } catch {
            throw CommandFailure(.dataFolder, "Cannot prepare the processes in \(folder.path): \(error).")
        }
    }

    func run(_ plan: CrashPlan) async throws -> CrashRun {
        let place = Place(folder: try folder.makeFolder(plan.name), delayMilliseconds: plan.delayMilliseconds)
        var told = Acknowledged()
        var life = plan.lifeFirst
        if plan.elsewhere > 0 {
            _ = try await self.life(life, in: place, told, crashing: nil, acts: false)
            life += 1
        }
        for (number, point) in plan.crashes.enumerated() {
            let end = try await self.life(life, in: place, told, crashing: point)
            told = end.told
            guard end.wasKilled else { return try await result(of: end, in: place, crashes: number) }
            life += 1
        }
        let end = try await self.life(life, in: place, told, crashing: nil)
        return try await result(of: end, in: place, crashes: plan.crashes.count)
    }

    func tidyUp(after plan: CrashPlan, hasDifferences: Bool) {
        if !hasDifferences { folder.remove(plan.name) }
    }

    private func result(of end: End, in place: Place, crashes: Int) async throws -> CrashRun {
        let ledger = CallLedger(readingFrom: place.calls)
        return CrashRun(
            observation: try await Observation(of: place.data, calls: ledger.calls),
            crashes: crashes,
            commits: end.commits,
            complaints: ledger.complaints,
            refusal: end.refusal
        )
    }

    // MARK: One process

    /// Where the processes of one run find everything.
    private struct Place {
        let folder: String
        let delayMilliseconds: Int64

        var data: String { folder + "/data" }
        var calls: String { folder + "/calls" }

        func commits(ofLife life: Int) -> String { "\(folder)/commits-\(life)" }
    }

    private struct End {
        var told: Acknowledged
        var wasKilled: Bool
        var commits: Int
        var refusal: String?
    }

    /// No process says more.
    private static let outputBytesMax = 4 * 1024 * 1024

    private func life(
        _ life: Int,
        in place: Place,
        _ told: Acknowledged,
        crashing point: CrashPoint?,
        acts: Bool = true
    ) async throws -> End {
        let start = CrashSubject.startDefault.milliseconds + place.delayMilliseconds
        var arguments = [
            CrashLifeCommand.name, test.path, "--input", "@" + input, "--data", place.data, "--calls", place.calls,
            "--seed", "\(test.seed)", "--life", "\(life)", "--start", "\(start)",
        ]
        if let template = test.template { arguments += ["--template", template] }
        if let machine = told.machine { arguments += ["--machine", machine] }
        if let execution = told.execution { arguments += ["--execution", execution] }
        if !acts { arguments.append("--idle") }
        var platform = PlatformOptions()
        // A group of its own: an interrupt at the terminal is for this process, which then ends the others.
        platform.processGroupID = 0
        let commits = place.commits(ofLife: life)
        let result = try await Subprocess.run(
            .path(program),
            arguments: Arguments(arguments),
            environment: .inherit.updating([
                "QUICKSTEP_CRASH_AT": point?.description, "QUICKSTEP_COMMIT_LOG": commits,
                "QUICKSTEP_DISPATCH_LOG": nil,
            ]),
            platformOptions: platform,
            output: .string(limit: Self.outputBytesMax),
            error: .string(limit: Self.outputBytesMax)
        )
        var end = End(
            told: told,
            wasKilled: false,
            commits: (try? WholeFile.read(commits).count { $0 == UInt8(ascii: "\n") }) ?? 0
        )
        for line in result.standardOutput.split(separator: "\n") {
            guard let word = try? JSONValue.parse(String(line)) else { continue }
            end.told.machine = word["machine"]?.stringValue ?? end.told.machine
            end.told.execution = word["execution"]?.stringValue ?? end.told.execution
            end.refusal = word["refusal"]?.stringValue ?? end.refusal
        }
        switch result.terminationStatus {
        case .exited(0):
            return end
        case .signaled(9) where point != nil:
            end.wasKilled = true
            return end
        default:
            try Task.checkCancellation()
            throw CommandFailure(
                .executionFailed,
                "The process ended with \(result.terminationStatus): \(result.standardError)"
            )
        }
    }
}
