#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How the process of a handler is started.
package struct HandlerLaunch: Sendable {
    /// The hidden command that serves handlers.
    package static let command = "__handlers"

    /// Set in the environment of such a process, so that one that does not know the command does not start more of its kind.
    package static let variable = "QUICKSTEP_HANDLER_PROCESS"

    package let path: String
    package let arguments: [String]

    package init(path: String, arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }

    /// This executable, wherever it lies and whatever lies there by now.
    package static var thisExecutable: HandlerLaunch {
        #if os(Linux)
        // The file that runs, even where another was built in its place since.
        let path = "/proc/self/exe"
        #else
        let path = CommandLine.arguments.first ?? ""
        #endif
        return HandlerLaunch(path: path, arguments: [command])
    }

    /// Whether this process was started to serve handlers.
    package static var isHandlerProcess: Bool { getenv(variable) != nil }
}
