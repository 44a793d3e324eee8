import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit

/// Looks at a map run that has ended: every item is accounted for, once.
struct MapRunCheck: Sendable {
    let client: Client
    let machine: String
    /// What DescribeExecution says of its execution.
    let execution: JSONObject
    let view: MapRunView

    private typealias Child = (name: String, status: String, input: JSONValue?, output: JSONValue?)

    func complaints() async throws(ServiceError) -> [String] {
        var found = view.complaints + view.complaints(since: client.ledger.mapRuns.seen(of: view.arn))
        found += counts.map { "\(view.arn): \($0)" }
        if Definitions.hasExpressChildren(machine) {
            found += try await files().map { "\(view.arn): \($0)" }
        } else {
            let children = try await described()
            found += items(of: children).map { "\(view.arn): \($0)" }
            if machine == "survey" { found += try await files().map { "\(view.arn): \($0)" } }
        }
        found += results.map { "\(view.arn): \($0)" }
        return found
    }

    // MARK: Counts

    private static let statuses = [
        "RUNNING": "running", "SUCCEEDED": "succeeded", "FAILED": "failed", "TIMED_OUT": "timedOut",
        "ABORTED": "aborted", "PENDING_REDRIVE": "pendingRedrive",
    ]

    /// The counts are those of the executions there are, and nothing runs.
    private var counts: [String] {
        var found: [String] = []
        if view.children.count != view.begun {
            found.append("\(view.begun) executions began, and \(view.children.count) are there")
        }
        for (status, name) in Self.statuses.sorted(by: { $0.key < $1.key }) {
            let children = view.children.filter { $0["status"]?.stringValue == status }
            let items = children.reduce(0) { $0 + ($1["itemCount"]?.intValue ?? 0) }
            if children.count != view.executions(name) || items != view.items(name) {
                found.append("\(children.count) executions are \(status), of \(items) items, which is not as counted")
            }
        }
        if view.executions("running") > 0 { found.append("it has ended, and executions run") }
        // What comes after the run may be stopped, and so may what its end is told; beside a race, another branch may fail.
        let ends = ["SUCCEEDED": ["SUCCEEDED", "ABORTED"], "FAILED": ["FAILED", "ABORTED"], "ABORTED": ["ABORTED"]]
        let mayFail = machine == "race" ? ["FAILED"] : []
        if !((ends[view.status] ?? []) + mayFail).contains(execution["status"]?.stringValue ?? "") {
            found.append("it is \(view.status), and its execution \(execution["status"]?.stringValue ?? "")")
        }
        return found
    }

    // MARK: Items

    /// How many items there are in all.
    private var itemCount: Int {
        let input = execution["input"]?.stringValue.flatMap { try? JSONValue.parse($0) }
        return Definitions.itemCount(of: machine) ?? input?["items"]?.arrayValue?.count ?? 0
    }

    /// The numbers of the items that an execution was given.
    private static func items(in input: JSONValue?) -> [Int] {
        (input?["Items"]?.arrayValue ?? [input ?? .null]).map { item in
            let number = item["index"] ?? item["line"] ?? item["row"]
            return number?.intValue ?? number?.stringValue.flatMap { Int($0) } ?? -1
        }
    }

    /// Standard executions, which can be described.
    private func described() async throws(ServiceError) -> [Child] {
        var children: [Child] = []
        for child in view.children {
            let description = try await client.call(
                "states",
                "DescribeExecution",
                ["executionArn": child["executionArn"] ?? ""]
            )
            children.append(Self.child(description, "name", "status", "input", "output"))
            if description["mapRunArn"]?.stringValue != view.arn {
                client.ledger.violations.add("\(view.arn): an execution of it says it is another's")
            }
        }
        return children
    }

    private static func child(
        _ json: JSONObject,
        _ name: String,
        _ status: String,
        _ input: String,
        _ output: String
    ) -> Child {
        func parsed(_ member: String) -> JSONValue? {
            json[member]?.stringValue.flatMap { try? JSONValue.parse($0) }
        }
        return (json[name]?.stringValue ?? "", json[status]?.stringValue ?? "", parsed(input), parsed(output))
    }

    /// Items were taken in order, each by one execution, and all of them where the run succeeded.
    private func items(of children: [Child]) -> [String] {
        let taken = children.flatMap { Self.items(in: $0.input) }.sorted()
        var found: [String] = []
        if taken != Array(0..<taken.count) { found.append("the items \(taken) were taken") }
        if view.status == "SUCCEEDED", taken.count != itemCount {
            found.append("\(taken.count) items were taken, of \(itemCount)")
        }
        return found
    }

    // MARK: Results

    /// What the state resulted in: one element for each execution, in the order of the items.
    private var results: [String] {
        guard machine == "spread", execution["status"] == "SUCCEEDED" else { return [] }
        let output = execution["output"]?.stringValue.flatMap { try? JSONValue.parse($0) }
        let results = output?["results"]?.arrayValue ?? []
        let numbers = results.flatMap { result in
            let input = result["Input"]?.stringValue.flatMap { try? JSONValue.parse($0) }
            return Self.items(in: input ?? result)
        }
        guard numbers == Array(0..<itemCount) else { return ["its results are of the items \(numbers)"] }
        return []
    }

    /// What lies in the bucket: each execution once, in a file of its status, and all items.
    private func files() async throws(ServiceError) -> [String] {
        let folder = (machine == "survey" ? "survey/" : "convert/") + (view.arn.split(separator: ":").last ?? "")
        let key = folder + "/manifest.json"
        guard let manifest = try await json(key) else { return ["there is no \(key)"] }
        var found: [String] = []
        if manifest["MapRunArn"]?.stringValue != view.arn { found.append("its manifest names another run") }
        var entries: [String: [Child]] = [:]
        for part in ["SUCCEEDED", "FAILED", "PENDING"] {
            for file in manifest["ResultFiles"]?[part]?.arrayValue ?? [] {
                let content = try await json(file["Key"]?.stringValue ?? "")
                guard let elements = content?.arrayValue else {
                    found.append("the file \(file.compactText) is not there")
                    continue
                }
                client.ledger.count(.resultFile)
                for element in elements {
                    let child = Self.child(element.objectValue ?? [:], "Name", "Status", "Input", "Output")
                    entries[part, default: []].append(child)
                }
            }
        }
        let done = view.children.filter { $0["status"] == "SUCCEEDED" }.map { $0["name"]?.stringValue ?? "" }
        let failed = view.children.filter { $0["status"] != "SUCCEEDED" }.map { $0["name"]?.stringValue ?? "" }
        for (part, names) in [("SUCCEEDED", done), ("FAILED", failed)]
        where (entries[part] ?? []).map(\.name).sorted() != names.sorted() {
            found.append("its files name other executions as \(part) than \(names.sorted())")
        }
        let items = entries.values.flatMap { $0 }.flatMap { Self.items(in: $0.input) }.sorted()
        if items != Array(0..<itemCount) { found.append("its files hold the items \(items)") }
        if execution["status"] == "SUCCEEDED" {
            let output = execution["output"]?.stringValue.flatMap { try? JSONValue.parse($0) }
            let named = output?["results"]?["ResultWriterDetails"]?["Key"]?.stringValue
            if named != key { found.append("its execution says that its results are in \(named ?? "nothing")") }
        }
        if Definitions.hasExpressChildren(machine) { found += await messages(of: entries["SUCCEEDED"] ?? []) }
        return found
    }

    /// Express executions do what they do at least once.
    private func messages(of children: [Child]) async -> [String] {
        let there = Set(await client.messages(in: Definitions.loose).map(\.id))
        let sent = children.map { $0.output?["sent"]?["MessageId"]?.stringValue ?? "" }
        return sent.filter { !there.contains($0) }.map { "its message \($0) is not there" }
    }

    private func json(_ key: String) async throws(ServiceError) -> JSONValue? {
        let request = ServiceRequest(
            service: "s3",
            operation: "GetObject",
            parameters: ["Bucket": .string(Definitions.resultBucket), "Key": .string(key)]
        )
        do throws(ServiceError) {
            let bytes = try await client.process.kernel.call(request, body: nil).body
            return bytes.flatMap { try? JSONValue.parse(bytes: $0) }
        } catch {
            guard error.code == "NoSuchKey" else { throw error }
            return nil
        }
    }

    // MARK: What happened

    var tally: Tally {
        var tally = Tally()
        let isExpress = Definitions.hasExpressChildren(machine)
        tally.add(isExpress ? .expressMapRun : .mapRun)
        if isInCrash { tally.add(isExpress ? .expressMapRunInCrash : .mapRunInCrash) }
        if view.status == "FAILED" { tally.add(.mapRunFailed) }
        if view.status == "ABORTED" { tally.add(.mapRunStopped) }
        if view.redrives > 0 { tally.add(.mapRunRedriven) }
        tally.add(isExpress ? .expressChildStopped : .childStopped, view.children.count { $0["status"] == "ABORTED" })
        tally.add(.childRedriven, view.children.count { ($0["redriveCount"]?.intValue ?? 0) > 0 })
        return tally
    }

    /// Whether a process ended while it was under way.
    private var isInCrash: Bool {
        func time(_ name: String) -> Int64 {
            ((view.description[name]?.doubleValue ?? 0) * 1000).rounded().exactInt64 ?? 0
        }
        return client.ledger.crashes.contains {
            time("startDate") < $0.milliseconds && $0.milliseconds < time("stopDate")
        }
    }
}

extension Double {
    fileprivate var exactInt64: Int64? { Int64(exactly: self) }
}
