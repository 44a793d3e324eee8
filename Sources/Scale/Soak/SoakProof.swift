import QuickstepServiceKit
import Subprocess
import Synchronization
import SystemPackage

/// A server under mixed load for a given time, in a process of its own, whose memory, descriptors, threads and files must not grow.
package struct SoakProof: Sendable {
    private let program: String
    private let folder: String
    private let duration: Duration
    private let plant: SoakServer.Plant?

    /// - Parameters:
    ///   - program: What `serve` is asked of.
    ///   - folder: The data folder.
    ///   - duration: How long the load lasts.
    ///   - plant: A fault to plant.
    package init(program: String, folder: String, duration: Duration, plant: SoakServer.Plant?) {
        self.program = program
        self.folder = folder
        self.duration = duration
        self.plant = plant
    }

    private static let clients = 8
    /// A server that serves no more has this long to end.
    private static let patience = Duration.seconds(10)

    /// Puts the server under load, and judges.
    ///
    /// - Parameter tell: Called with each sample as it is taken.
    /// - Returns: What was done, how each measure fared, and which of them grew.
    /// - Throws: `ProofFailure` where the server does not start, or answers what it must not.
    package func run(_ tell: @escaping @Sendable (SoakSample) -> Void) async throws -> ProofReport {
        var arguments = ["serve", "--data", folder]
        if let plant { arguments += ["--plant", plant.rawValue] }
        var platform = PlatformOptions()
        platform.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: Self.patience)]
        let result = try await Subprocess.run(
            .path(FilePath(program)),
            arguments: Arguments(arguments),
            platformOptions: platform,
            input: .inputWriter,
            output: .sequence,
            error: .string(limit: 1 << 20)
        ) { execution in
            var lines = execution.standardOutput.strings().makeAsyncIterator()
            guard let address = try await lines.next() else { throw ProofFailure("The server did not start.") }
            let pid = "\(execution.processIdentifier.value)"
            let report = try await load(address.trimming(), pid, tell)
            try await execution.standardInputWriter.finish()
            while try await lines.next() != nil {}
            return report
        }
        var report = result.closureResult
        report.demand(
            result.terminationStatus == .exited(0),
            "the server ended with \(result.terminationStatus): \(result.standardError)"
        )
        return report
    }

    private func load(
        _ address: String,
        _ pid: String,
        _ tell: @escaping @Sendable (SoakSample) -> Void
    ) async throws -> ProofReport {
        let load = SoakLoad(address: address)
        do throws(ServiceError) {
            try await load.prepare()
        } catch {
            throw ProofFailure(error)
        }
        let samples = try await withThrowingTaskGroup(of: [SoakSample]?.self) { group in
            for client in 0..<Self.clients {
                group.addTask {
                    try await load.run(client: client)
                    return nil
                }
            }
            group.addTask { try await sample(pid, tell) }
            defer { group.cancelAll() }
            // A client ends before its time only with an error.
            while let result = try await group.next() {
                if let result { return result }
            }
            return []
        }
        return report(samples, load)
    }

    /// Looks at the process until the time is over.
    private func sample(_ pid: String, _ tell: @Sendable (SoakSample) -> Void) async throws -> [SoakSample] {
        let clock = ContinuousClock()
        let began = clock.now
        let pause = min(.seconds(1), duration / 60)
        var samples: [SoakSample] = []
        while clock.now - began < duration {
            try await clock.sleep(for: pause)
            let reading = try ProcessReading(of: pid)
            let sample = SoakSample(
                time: (clock.now - began) / .seconds(1),
                residentBytes: reading.residentBytes,
                descriptors: reading.descriptors,
                threads: reading.threads,
                logBytes: FileSize.bytes(folder + "/store.sqlite-wal"),
                storeBytes: FileSize.bytes(folder + "/store.sqlite")
            )
            samples.append(sample)
            tell(sample)
        }
        return samples
    }

    private func report(_ samples: [SoakSample], _ load: SoakLoad) -> ProofReport {
        var report = ProofReport()
        let done = load.done
        report.note("samples", "\(samples.count)")
        report.note("done", done.map { "\($0.count) \($0.name)" }.joined(separator: ", "))
        report.demand(done.count { $0.name != "asked again" } == 8, "some kind of load was never done")
        let verdicts = GrowthJudge().verdicts(on: samples)
        report.demand(!verdicts.isEmpty, "there are too few samples to judge")
        report.table(verdicts)
        return report
    }
}

extension ProofReport {
    /// Notes what became of each measure, and that none may grow.
    mutating func table(_ verdicts: [GrowthJudge.Verdict]) {
        note("growth", GrowthJudge.Verdict.heading)
        for verdict in verdicts {
            add(verdict.line)
            demand(!verdict.grows, "\(verdict.name) grows")
        }
    }
}

extension String {
    /// Without the white space at the end.
    fileprivate func trimming() -> String {
        String(self[..<(lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? startIndex)])
    }
}
