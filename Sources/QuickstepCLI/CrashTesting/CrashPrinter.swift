import QuickstepJSON
import QuickstepRuntime

/// Tells what crashes came to: results on standard output, progress on standard error.
struct CrashPrinter: Sendable {
    let console: Console
    let output: OutputOption

    func show(_ progress: CrashProgress, of test: CrashTest) {
        switch progress {
        case .made(let done, let expected):
            console.passing("\(test.path)  \(done) of \(expected)", isLast: done == expected)
        case .kept(let folder):
            console.note("The data folders of the runs that differ are kept in \(folder).")
        }
    }

    func show(_ report: CrashReport, of test: CrashTest) {
        for note in report.notes { console.note("\(test.path): \(note)") }
        switch output {
        case .text: console.result(text(report, test))
        case .json: console.result(json(report, test).compactText)
        }
    }

    private func text(_ report: CrashReport, _ test: CrashTest) -> String {
        var lines = [
            [
                test.path, Self.count(report.points, "crash point"), Self.count(report.differenceCount, "difference"),
                report.status.rawValue,
            ].joined(separator: "  ")
        ]
        for failure in report.failures {
            lines += failure.description.split(separator: "\n").map { "  \($0)" }
            if !failure.crashes.isEmpty { lines.append("    again: \(test.command(for: failure.crashes))") }
        }
        return lines.joined(separator: "\n")
    }

    private func json(_ report: CrashReport, _ test: CrashTest) -> JSONValue {
        [
            "definition": .string(test.path),
            "stateMachine": .string(report.machine),
            "mode": test.kills ? "kill" : "simulated",
            "seed": .string("\(report.seed)"),
            "status": .string(report.status.rawValue),
            "commits": .number(JSONNumber(report.commits)),
            "crashPoints": .number(JSONNumber(report.points)),
            "differences": .number(JSONNumber(report.differenceCount)),
            "failures": .array(
                report.failures.map { failure in
                    var shown: JSONObject = [
                        "at": .string(failure.crashes.map(\.description).joined(separator: ",")),
                        "differences": .array(failure.differences.map { .string($0) }),
                    ]
                    if !failure.crashes.isEmpty { shown["command"] = .string(test.command(for: failure.crashes)) }
                    return .object(shown)
                }
            ),
            "notes": .array(report.notes.map { .string($0) }),
        ]
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
