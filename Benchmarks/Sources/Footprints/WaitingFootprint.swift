import Foundation
import Quickstep

/// How much memory executions take that wait, in a process that does nothing else.
///
/// The program starts itself again for it: what others left in the allocator would be counted too.
enum WaitingFootprint {
    static let name = "memory of a waiting execution, of \(count) durable ones"
    static let heads = ["footprint", "before", "with all of them", "each", "stored of each"]

    private static let count = 20_000
    private static let word = "--waiting-footprint"

    private struct Reading: Codable {
        let before: Int
        let after: Int
        let stored: Int
    }

    /// Whether this process is the one that is measured; then it does its part.
    static func runIfAsked(_ arguments: [String]) async throws -> Bool {
        guard arguments == [word] else { return false }
        let folder = try TemporaryFolder()
        let (before, after) = try await withRuntime(.folder(folder.path), clock: WaitingExecutions.clock) { runtime in
            let before = try residentBytes()
            try await WaitingExecutions.start(count, in: runtime)
            return (before, try residentBytes())
        }
        let rows = try PlainSQLite.rows(ofStoreIn: folder.path)
        let reading = Reading(before: before, after: after, stored: rows.count * (rows.keyBytes + rows.valueBytes))
        FileHandle.standardOutput.write(try JSONEncoder().encode(reading))
        return true
    }

    /// Measures, and answers a row of the table.
    static func row() throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [word]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let reading = try? JSONDecoder().decode(Reading.self, from: data) else {
            throw WrongOutcome(expected: "a reading", found: String(decoding: data, as: UTF8.self))
        }
        return [
            name, mebibytes(reading.before), mebibytes(reading.after),
            "\((reading.after - reading.before) / count) bytes", "\(reading.stored / count) bytes",
        ]
    }

    /// What the system says that this process holds in memory.
    private static func residentBytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        for line in status.split(separator: "\n") where line.hasPrefix("VmRSS:") {
            if let kibibytes = line.split(separator: " ").compactMap({ Int($0) }).first { return kibibytes * 1024 }
        }
        throw WrongOutcome(expected: "VmRSS", found: status)
    }

    private static func mebibytes(_ bytes: Int) -> String {
        String(format: "%.1f MiB", Double(bytes) / 1_048_576)
    }
}
