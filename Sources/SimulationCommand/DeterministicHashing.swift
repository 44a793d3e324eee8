#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Makes the order of dictionaries and sets the same in every process, or a seed would not decide everything.
///
/// The standard library looks at its environment variable once, as the process begins; so the process begins anew.
enum DeterministicHashing {
    private static let variable = "SWIFT_DETERMINISTIC_HASHING"

    /// Returns where the variable is set already, or the process cannot begin anew: then only dictionaries' order differs.
    static func ensure() {
        guard getenv(variable) == nil else { return }
        setenv(variable, "1", 1)
        var arguments = CommandLine.arguments.map { strdup($0) }
        arguments.append(nil)
        execv("/proc/self/exe", arguments)
        execvp(CommandLine.arguments[0], arguments)
        for argument in arguments { free(argument) }
    }
}
