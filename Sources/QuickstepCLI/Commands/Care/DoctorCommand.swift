import ArgumentParser
import QuickstepJSON
import QuickstepRuntime
import QuickstepServiceKit

/// `quickstep doctor`: whether everything in the data folder can be read, and agrees.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check everything in the data folder, and say what is safe and what is not.",
        discussion: """
            SQLite's own structures, every row, every execution's journal, every index, and the bytes of every object. Nothing is \
            changed without --repair, which mends only what the rows themselves leave no doubt about. Exit code 0: all is sound; \
            1: rows contradict each other, and nothing is lost; 4: something is damaged.
            """
    )

    @Flag(
        name: .long,
        help: "Mend entries of indexes, and remove files that no object names. No process may own the folder."
    )
    var repair = false

    @Option(name: .long, help: "Sentences, or a JSON object.")
    var output: OutputOption = .text

    @Option(name: .long, help: "The folder in which everything is kept.")
    var data: String = DataOptions.defaultFolder

    func run() async throws {
        let report: FolderDoctor.Report
        do {
            report = try await repair ? FolderDoctor.repair(data) : FolderDoctor.examine(data)
        } catch {
            throw CommandFailure(error)
        }
        switch output {
        case .json: Console.standard.result(report.json.prettyText())
        case .text: report.lines.forEach(Console.standard.result)
        }
        switch report.inspection.worst {
        case .damage:
            throw CommandFailure(.dataFolder, "The data folder is damaged. \(report.advice)")
        case .inconsistency:
            throw CommandFailure(.executionFailed, "Rows contradict each other; nothing is lost. \(report.advice)")
        case .note, nil:
            break
        }
    }
}

extension FolderDoctor.Report {
    /// What to do.
    fileprivate var advice: String {
        let mendable = inspection.findings.count { !$0.repair.isEmpty }
        let hint = ApplicationContext.current.hint("doctor --repair", data: folder)
        let repair = mendable > 0 ? " \(hint) mends \(mendable) of what was found." : ""
        guard inspection.worst == .damage else {
            return mendable > 0 ? String(repair.dropFirst()) : "Please report it."
        }
        let rest =
            isComplete
            ? "What is not named above is safe."
            : "It could not be read to its end, so what else is lost is not known."
        return "\(rest) Copy the whole folder before anything else; then restore a backup.\(repair)"
    }

    fileprivate var lines: [String] {
        var lines: [String] = []
        let made = time.map { ", made under \($0) time" } ?? ""
        let owned = owner.map { ", in use by process \($0)" } ?? ""
        lines.append("Data folder \(folder)\(made)\(owned).")
        for (name, count) in inspection.tally { lines.append("\(String(count).leftPadded(to: 10)) \(name)") }
        for finding in inspection.findings {
            lines.append("\(finding.severity.rawValue): \(finding.subject): \(finding.message)".printable)
        }
        if inspection.findingsOmitted > 0 { lines.append("… and \(inspection.findingsOmitted) more.") }
        if repaired > 0 { lines.append("Mended: \(repaired).") }
        if inspection.worst == nil || inspection.worst == .note { lines.append("Everything is sound.") }
        return lines
    }

    fileprivate var json: JSONValue {
        [
            "folder": .string(folder),
            "time": time.map { .string($0) } ?? .null,
            "owner": owner.map { .number(JSONNumber($0)) } ?? .null,
            "worst": inspection.worst.map { .string($0.rawValue) } ?? .null,
            "counts": .object(
                inspection.tally.reduce(into: JSONObject()) { $0[$1.name] = .number(JSONNumber($1.count)) }
            ),
            "findings": .array(
                inspection.findings.map { finding in
                    [
                        "severity": .string(finding.severity.rawValue),
                        "subject": .string(finding.subject),
                        "message": .string(finding.message),
                        "repairable": .bool(!finding.repair.isEmpty),
                    ]
                }
            ),
            "complete": .bool(isComplete),
            "omitted": .number(JSONNumber(inspection.findingsOmitted)),
            "repaired": .number(JSONNumber(repaired)),
        ]
    }
}
