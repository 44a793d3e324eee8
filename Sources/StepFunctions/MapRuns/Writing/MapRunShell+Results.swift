import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// A file of results that is stored, but that no object names yet.
struct PreparedFile: Sendable {
    let part: ResultExport.Part
    /// What of the export it was made for: a turn that finds another state makes nothing of it.
    let start: ResultExport
    /// `nil` where there is nothing to store.
    var blob: StoredBlob?
    var key = ""
    /// The next execution.
    var end = 0
    var position: ItemPosition?
    var isLast = false
}

extension MapRunShell {
    /// How many executions are looked at in one turn.
    private static let resultsPerTurnMax = 500
    /// How many bytes a file of results has before the next one begins.
    private static let fileByteCount = 4 * 1024 * 1024

    private var transformation: ResultWriter.Transformation { distributed.writer?.transformation ?? .compact }

    // MARK: In the state's result

    /// The results of all executions, in the order of their items; `nil` where they are too large.
    func collect(_ count: Int) async throws(ServiceError) -> JSONValue? {
        var elements: [JSONValue] = []
        var byteCount = 2
        var index = 0
        while index < count {
            for result in try await results(from: index, to: min(index + Self.resultsPerTurnMax, count)) {
                for element in result.elements(transformation) {
                    byteCount += element.compactByteCount + 1
                    elements.append(element)
                }
            }
            guard byteCount - 1 <= MachineLimits.payloadBytesMax else { return nil }
            index += Self.resultsPerTurnMax
        }
        return .array(elements)
    }

    /// How some executions ended; those that have not are left out.
    private func results(from start: Int, to end: Int) async throws(ServiceError) -> [ChildResult] {
        let (header, isExpress, transformation) = (header, isExpress, transformation)
        return try await kernel.sequencer.turn { (turn) throws(ServiceError) in
            var found: [ChildResult] = []
            for index in start..<end {
                let result = try ChildResult.read(
                    index,
                    of: header,
                    isExpress: isExpress,
                    withDetails: { $0 != .succeeded || transformation == .none },
                    turn
                )
                if let result { found.append(result) }
            }
            return found
        }
    }

    // MARK: In a bucket

    var exportBucket: String { header.request.writing?["Bucket"]?.stringValue ?? "" }

    /// The key of a file of results: the run's own id keeps runs apart.
    func exportKey(_ file: String) -> String {
        let prefix = header.request.writing?["Prefix"]?.stringValue ?? ""
        return (prefix.isEmpty ? "" : prefix.hasSuffix("/") ? prefix : prefix + "/") + "\(header.name.id)/\(file)"
    }

    /// Makes the next file and stores its bytes, before the turn that names them.
    func prepare(_ export: ResultExport, _ run: MapRun) async throws(ServiceError) -> PreparedFile {
        var file = PreparedFile(part: export.part, start: export)
        var lines: [[UInt8]] = []
        switch export.part {
        case .succeeded, .failed:
            lines = try await results(of: export, run, &file)
        case .pending:
            lines = try await pending(export, run, &file)
        case .manifest:
            file.isLast = true
            file.key = exportKey("manifest.json")
            let manifest = export.manifest(bucket: exportBucket, mapRun: header.name.arn)
            file.blob = try await kernel.store(manifest.compactBytes)
            return file
        case .done:
            return file
        }
        guard !lines.isEmpty else { return file }
        let isArray = distributed.writer?.outputType != .jsonLines
        file.key = exportKey("\(export.part.rawValue)_\(export.fileNumber).\(isArray ? "json" : "jsonl")")
        file.blob = try await kernel.store(Self.content(lines, isArray: isArray))
        return file
    }

    private static func content(_ lines: [[UInt8]], isArray: Bool) -> [UInt8] {
        var bytes: [UInt8] = isArray ? [UInt8(ascii: "[")] : []
        for (index, line) in lines.enumerated() {
            if isArray, index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += line
            if !isArray { bytes.append(UInt8(ascii: "\n")) }
        }
        if isArray { bytes.append(UInt8(ascii: "]")) }
        return bytes
    }

    private func results(
        of export: ResultExport,
        _ run: MapRun,
        _ file: inout PreparedFile
    ) async throws(ServiceError) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var byteCount = 0
        var index = export.index
        while index < run.nextChild, byteCount < Self.fileByteCount {
            let end = min(index + Self.resultsPerTurnMax, run.nextChild)
            for result in try await results(from: index, to: end)
            where (result.record.status == .succeeded) == (export.part == .succeeded) {
                for element in result.elements(transformation) {
                    let line = element.compactBytes
                    byteCount += line.count
                    lines.append(line)
                }
            }
            index = end
        }
        file.end = index
        file.isLast = index >= run.nextChild
        return lines
    }

    /// The executions that were not begun: what is left of the items is read for them.
    private func pending(
        _ export: ResultExport,
        _ run: MapRun,
        _ file: inout PreparedFile
    ) async throws(ServiceError) -> [[UInt8]] {
        guard !run.isExhausted, run.hasReadableItems else {
            file.isLast = true
            return []
        }
        var inputs = makeInputs(at: export.position ?? run.position)
        var lines: [[UInt8]] = []
        var byteCount = 0
        var index = max(export.index, run.nextChild)
        while byteCount < Self.fileByteCount, !file.isLast {
            let batch = try await inputs.next(upTo: Self.childrenPerTurnMax)
            for child in batch.children {
                let line = pending(child.input, index).compactBytes
                byteCount += line.count
                lines.append(line)
                index += 1
            }
            // What cannot be read has failed the run already, or is not worth failing it for.
            file.isLast = batch.isLast || batch.failure != nil
        }
        file.end = index
        file.position = inputs.position
        return lines
    }

    private func pending(_ input: JSONValue, _ index: Int) -> JSONValue {
        let child = header.child(index)
        return [
            "ExecutionArn": .string(child.arn),
            "Input": .string(input.compactText),
            "InputDetails": ["Included": true],
            "Name": .string(child.name),
            "OutputDetails": ["Included": true],
            "StateMachineArn": .string(child.machineARN),
            "Status": "PENDING",
        ]
    }

    /// Puts a file into the bucket; returns whether its bytes belong to an object now.
    func store(_ file: PreparedFile, _ run: inout MapRun, _ turn: inout Turn) throws(ServiceError) -> Bool {
        guard case .writing(_, var export) = run.phase, export == file.start else { return false }
        var stored: ResultExport.File?
        if let blob = file.blob {
            var request = ServiceRequest(
                service: "s3",
                operation: "PutObject",
                parameters: [
                    "Bucket": .string(exportBucket), "Key": .string(file.key), "ContentType": "application/json",
                ],
                scope: header.name.scope,
                cause: header.effect
            )
            request.blob = blob
            do throws(ServiceError) {
                _ = try turn.call(request)
            } catch {
                guard error.fault == .client else { throw error }
                run.failToWrite(error.storageText)
                return false
            }
            stored = ResultExport.File(part: file.part, key: file.key, size: blob.size)
        }
        export.add(stored, upTo: file.end, file.position, isLast: file.isLast)
        run.note(export)
        return file.blob != nil
    }
}
