import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The two streams of the process: results on standard output, everything said to a person on standard error.
final class Console: Sendable {
    static let standard = Console()

    /// Colours, where standard error is a terminal and `NO_COLOR` is not set.
    let style: Style
    /// Whether standard error is a terminal.
    let errorIsTerminal: Bool

    /// Why the first result was lost that could not be written.
    private let loss = Mutex<Errno?>(nil)

    private init() {
        errorIsTerminal = isatty(STDERR_FILENO) == 1
        style = Style(isColored: errorIsTerminal && getenv("NO_COLOR") == nil)
    }

    /// How many lines the terminal shows; 24 where it does not say.
    var heightOrDefault: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
        return Int(size.ws_row)
    }

    /// How many characters a line of the terminal takes; no bound where it does not say.
    var widthOrMax: Int {
        var size = winsize()
        guard errorIsTerminal, ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return .max }
        return Int(size.ws_col)
    }

    /// Writes a line of the result.
    func result(_ text: String) {
        write(text + "\n", to: .standardOutput)
    }

    /// Ends the process where a result could not be written: whoever asked for it must not take its absence for success.
    ///
    /// A reader that went away has what it wanted.
    func exitIfResultsAreLost() {
        guard let error = loss.withLock({ $0 }), error != .brokenPipe else { return }
        failure("Cannot write to standard output: \(error).")
        exit(Exit.usage.rawValue)
    }

    /// Says something to the person.
    func say(_ text: String) {
        write(text + "\n", to: .standardError)
    }

    /// Says how far something is: in a line of the terminal that the next one replaces, and nowhere else.
    func passing(_ text: String, isLast: Bool) {
        guard errorIsTerminal else { return }
        write("\r\u{1B}[K" + (isLast ? "" : text), to: .standardError)
    }

    /// Says what went wrong.
    func failure(_ text: String) {
        say(style.red("error:") + " " + text)
    }

    /// Says what deserves a look.
    func note(_ text: String) {
        say(style.yellow("note:") + " " + text)
    }

    private func write(_ text: String, to descriptor: FileDescriptor) {
        loss.withLock { loss in
            do {
                try descriptor.writeAll(text.utf8)
            } catch {
                if descriptor == .standardOutput { loss = loss ?? (error as? Errno) }
            }
        }
    }
}

/// Colours for a terminal, or none.
struct Style: Sendable {
    let isColored: Bool

    func red(_ text: String) -> String { colored(text, "31") }
    func green(_ text: String) -> String { colored(text, "32") }
    func yellow(_ text: String) -> String { colored(text, "33") }
    func dim(_ text: String) -> String { colored(text, "2") }
    func bold(_ text: String) -> String { colored(text, "1") }

    private func colored(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
