import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The processes that a process has started, where the system tells.
enum Children {
    static func of(_ process: Int) -> [Int] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.sorted().flatMap { thread in
            let text = (try? Files.text("/proc/\(process)/task/\(thread)/children")) ?? ""
            return text.split(separator: " ").compactMap { Int($0) }
        }
    }

    /// Waits until a process has ended, though nobody may have asked how.
    static func waitForEnd(of process: Int) async throws {
        let limit = ContinuousClock.now + .seconds(20)
        while let state = try? Files.text("/proc/\(process)/stat"), !state.contains(") Z ") {
            try #require(ContinuousClock.now < limit, "The process \(process) goes on.")
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
