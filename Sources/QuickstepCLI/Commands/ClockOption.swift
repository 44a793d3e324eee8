import ArgumentParser
import QuickstepPrimitives
import QuickstepRuntime

/// The clocks that a command can run on.
enum ClockOption: Equatable, ExpressibleByArgument {
    case real
    /// So many times as fast as the machine's: `60x`.
    case scaled(Double)
    case virtual
    case manual

    init?(argument: String) {
        switch argument {
        case "real": self = .real
        case "virtual": self = .virtual
        case "manual": self = .manual
        default:
            guard argument.hasSuffix("x"), let factor = Double(argument.dropLast()), factor > 0,
                factor <= Self.factorMax
            else { return nil }
            self = .scaled(factor)
        }
    }

    /// The largest factor that a runtime takes.
    private static let factorMax = 1_000_000.0

    static var allValueStrings: [String] { ["real", "60x", "virtual", "manual"] }

    var defaultValueDescription: String {
        switch self {
        case .real: "real"
        case .scaled(let factor): "\(factor)x"
        case .virtual: "virtual"
        case .manual: "manual"
        }
    }

    /// What `resume` is told so that what was begun on this clock carries on; nothing where that is what it does anyway.
    var resumeOption: String {
        switch self {
        case .real: ""
        case .scaled, .virtual: " --clock \(defaultValueDescription)"
        // Nothing would come to an end on it.
        case .manual: " --clock virtual"
        }
    }

    /// The runtime's clock; one that does not follow the machine's begins now where the data folder is new.
    var runtimeClock: RuntimeOptions.Clock {
        switch self {
        case .real: .real
        case .scaled(let factor): .scaled(by: factor, startingAt: Runtime.wallClock)
        case .virtual: .virtual(startingAt: Runtime.wallClock)
        case .manual: .manual(startingAt: Runtime.wallClock)
        }
    }

    /// Refuses a clock on which a command that waits for an end would wait for ever.
    func checkThatTimePasses() throws {
        guard self == .manual else { return }
        throw ValidationError(
            "On a manual clock nothing would come to an end: use --clock virtual here, or `serve --clock manual` and `advance`."
        )
    }
}
