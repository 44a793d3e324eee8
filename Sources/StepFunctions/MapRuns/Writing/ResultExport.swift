import QuickstepJSON

/// How far the results of a map run are stored: which files there are, and what comes next.
struct ResultExport: Sendable, Equatable {
    /// What is stored, in this order.
    enum Part: String, Sendable, Equatable, CaseIterable {
        case succeeded = "SUCCEEDED"
        case failed = "FAILED"
        /// What was not begun, because the run failed or was stopped.
        case pending = "PENDING"
        case manifest = "manifest"
        case done = "done"

        var next: Part {
            switch self {
            case .succeeded: .failed
            case .failed: .pending
            case .pending: .manifest
            case .manifest, .done: .done
            }
        }
    }

    struct File: Sendable, Equatable {
        let part: Part
        let key: String
        let size: Int
    }

    var part = Part.succeeded
    /// The next execution to be looked at.
    var index = 0
    /// Of pending items: up to where they are stored.
    var position: ItemPosition?
    var files: [File] = []

    /// The number of the next file of the part.
    var fileNumber: Int { files.count { $0.part == part } }

    /// A file was stored that ends before an execution; at the end of the part the next one begins.
    mutating func add(_ file: File?, upTo index: Int, _ position: ItemPosition?, isLast: Bool) {
        if let file { files.append(file) }
        self.index = index
        self.position = position
        guard isLast else { return }
        part = part.next
        self.index = 0
        self.position = nil
    }

    /// The list of all files.
    ///
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
    func manifest(bucket: String, mapRun: String) -> JSONValue {
        func list(_ part: Part) -> JSONValue {
            .array(
                files.filter { $0.part == part }.map { ["Key": .string($0.key), "Size": .number(JSONNumber($0.size))] }
            )
        }
        return [
            "DestinationBucket": .string(bucket),
            "MapRunArn": .string(mapRun),
            "ResultFiles": ["FAILED": list(.failed), "PENDING": list(.pending), "SUCCEEDED": list(.succeeded)],
        ]
    }

    var json: JSONValue {
        var members: JSONObject = [
            "part": .string(part.rawValue),
            "index": .number(JSONNumber(index)),
            "files": .array(
                files.map { [.string($0.part.rawValue), .string($0.key), .number(JSONNumber($0.size))] }
            ),
        ]
        if let position { members["position"] = position.json }
        return .object(members)
    }

    init() {}

    init?(json: JSONValue) {
        guard let part = json["part"]?.stringValue.flatMap(Part.init), let index = json["index"]?.intValue,
            let rows = json["files"]?.arrayValue
        else { return nil }
        self.part = part
        self.index = index
        position = json["position"].flatMap { ItemPosition(json: $0) }
        for row in rows {
            guard let part = row[0]?.stringValue.flatMap(Part.init), let key = row[1]?.stringValue,
                let size = row[2]?.intValue
            else { return nil }
            files.append(File(part: part, key: key, size: size))
        }
    }
}
