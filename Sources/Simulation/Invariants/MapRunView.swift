import QuickstepJSON

/// A map run as DescribeMapRun and ListExecutions show it, and what is wrong with it.
struct MapRunView: Sendable {
    let arn: String
    let description: JSONObject
    /// Its executions, which were listed after it was described.
    let children: [JSONValue]

    func executions(_ name: String) -> Int { description["executionCounts"]?[name]?.intValue ?? -1 }
    func items(_ name: String) -> Int { description["itemCounts"]?[name]?.intValue ?? -1 }

    var status: String { description["status"]?.stringValue ?? "" }
    var hasEnded: Bool { description["stopDate"] != nil }
    var redrives: Int { description["redriveCount"]?.intValue ?? -1 }
    /// How many executions had begun.
    var begun: Int { executions("total") - executions("pending") }

    /// The executions that have succeeded, with the time of their end.
    var done: [(name: String, end: String)] {
        children.filter { $0["status"] == "SUCCEEDED" }.map {
            ($0["name"]?.stringValue ?? "", $0["stopDate"]?.compactText ?? "")
        }
    }

    private static let parts = [
        "pending", "running", "succeeded", "failed", "timedOut", "aborted", "pendingRedrive",
    ]

    /// What is wrong at any moment.
    var complaints: [String] {
        var found: [String] = []
        for (what, count) in [("executions", executions), ("items", items)] {
            let sum = Self.parts.reduce(0) { $0 + count($1) }
            if sum != count("total") { found.append("\(sum) \(what) stand somehow, of \(count("total"))") }
            if Self.parts.contains(where: { count($0) < 0 }) { found.append("less than no \(what) stand somehow") }
        }
        if executions("running") > Definitions.concurrencyMax { found.append("too many executions run") }
        if children.count < begun { found.append("\(begun) executions had begun, and \(children.count) are listed") }
        if Set(children.map { $0["name"]?.stringValue ?? "" }).count < children.count {
            found.append("an execution is listed twice")
        }
        if hasEnded, executions("running") != 0 { found.append("it ended while an execution runs") }
        if status == "SUCCEEDED", executions("pending") + executions("pendingRedrive") > 0 {
            found.append("it succeeded with executions that have not run")
        }
        return found.map { "\(arn): \($0): \(JSONValue.object(description).compactText)" }
    }

    /// What is not as it was seen before.
    func complaints(since seen: MapRunLedger.Seen) -> [String] {
        var found: [String] = []
        if executions("succeeded") < seen.succeeded {
            found.append("\(seen.succeeded) executions had succeeded before")
        }
        if begun < seen.begun { found.append("\(seen.begun) executions had begun before") }
        if redrives < seen.redrives { found.append("it had been redriven \(seen.redrives) times before") }
        let done = Dictionary(done.map { ($0.name, $0.end) }) { first, _ in first }
        for (name, end) in seen.done.sorted(by: { $0.key < $1.key }) where done[name] != end {
            found.append("\(name) had succeeded before, at \(end)")
        }
        return found.map { "\(arn): \($0): \(JSONValue.object(description).compactText)" }
    }
}
