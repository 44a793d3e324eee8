import Foundation

/// A page of 4 KB appended to a file and forced to the disk, in the median: below this, nothing is durable.
enum ForcedWrite {
    static let yardstick = Yardstick(name: "4 KB and fsync", run: unit)

    private static func unit() throws -> Duration {
        let count = 200
        let folder = try TemporaryFolder()
        let path = folder.path + "/forced"
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw WrongOutcome(expected: "a file", found: "none at \(path)") }
        defer { try? file.close() }
        let page = Data(repeating: 0x71, count: 4_096)
        var times: [Duration] = []
        for _ in 0..<count {
            let start = ContinuousClock.now
            try file.write(contentsOf: page)
            try file.synchronize()
            times.append(ContinuousClock.now - start)
        }
        return times.median
    }
}
