import QuickstepRuntime
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What the system says that a process holds: a look into `/proc`, which Linux alone has.
package struct ProcessReading: Sendable, Equatable {
    /// Memory that is in use now, in bytes.
    package let residentBytes: Int
    /// The most that was ever in use.
    package let residentBytesMax: Int
    package let threads: Int
    /// Open file descriptors.
    package let descriptors: Int

    /// Looks at a process.
    ///
    /// - Parameter process: Its id; `self` is the one that looks.
    /// - Throws: `ProofFailure` where there is no such process, or no `/proc`.
    package init(of process: String = "self") throws(ProofFailure) {
        let status: [UInt8]
        do throws(Errno) {
            status = try WholeFile.read("/proc/\(process)/status")
        } catch {
            throw ProofFailure("What the process \(process) holds cannot be read from /proc: \(error)")
        }
        guard let descriptors = Self.entryCount("/proc/\(process)/fd") else {
            throw ProofFailure("The descriptors of the process \(process) cannot be counted.")
        }
        try self.init(status: String(decoding: status, as: UTF8.self), descriptors: descriptors)
    }

    /// Reads the lines of `/proc/…/status`.
    ///
    /// - Throws: `ProofFailure` where a line is missing.
    init(status: String, descriptors: Int) throws(ProofFailure) {
        var numbers: [Substring: Int] = [:]
        for line in status.split(separator: "\n") {
            let parts = line.split { $0 == ":" || $0 == " " || $0 == "\t" }
            if parts.count >= 2, let number = Int(parts[1]) { numbers[parts[0]] = number }
        }
        guard let resident = numbers["VmRSS"], let most = numbers["VmHWM"], let threads = numbers["Threads"] else {
            throw ProofFailure("The process's status has not the lines VmRSS, VmHWM and Threads.")
        }
        residentBytes = resident * 1024
        residentBytesMax = most * 1024
        self.threads = threads
        self.descriptors = descriptors
    }

    /// How many entries a folder has.
    private static func entryCount(_ path: String) -> Int? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            // Those of the folder itself and of the one above it begin with a dot; no descriptor does.
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        return count
    }
}

/// How large files are.
package enum FileSize {
    /// The bytes of a file; 0 where there is none.
    package static func bytes(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

/// Bytes as people read them.
package enum Mebibytes {
    package static func text(_ bytes: Int) -> String {
        "\(Decimals.text(Double(bytes) / 1_048_576, 1)) MiB"
    }
}

/// Numbers with a fixed count of decimals.
package enum Decimals {
    package static func text(_ number: Double, _ count: Int) -> String {
        let factor = (0..<count).reduce(1) { product, _ in product * 10 }
        let scaled = Int((number * Double(factor)).rounded())
        guard count > 0 else { return "\(scaled)" }
        let fraction = String(abs(scaled) % factor)
        let padding = String(repeating: "0", count: count - fraction.count)
        return "\(scaled < 0 ? "-" : "")\(abs(scaled) / factor).\(padding)\(fraction)"
    }
}
