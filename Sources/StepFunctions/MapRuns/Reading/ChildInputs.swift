import QuickstepInterpreter
import QuickstepJSON
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Executions of a map run that are ready to begin: their inputs, and up to where items were taken for them.
struct ChildBatch: Sendable {
    struct Child: Sendable {
        let input: JSONValue
        /// How many items are in it.
        let items: Int
    }

    /// Where the first of the items was taken.
    let start: ItemPosition
    var children: [Child] = []
    /// Behind the last of the items.
    var end: ItemPosition
    /// Whether no item follows.
    var isLast = false
    /// Why the run fails.
    var failure: (error: String, cause: String)?
}

/// Makes the inputs of a map run's executions of its items, one by one or in batches.
struct ChildInputs: Sendable {
    /// How many bytes of inputs are prepared at once.
    private static let bytesPerBatchMax = 4 * 1024 * 1024

    private var stream: ItemStream
    private let selection: ItemSelection
    private let batch: MapRunRequest.Batch?
    private let state: String
    /// An item that did not fit into the batch before it, and what is behind it.
    private var carried: (input: JSONValue, end: ItemPosition)?
    /// Behind the last item that became part of an input.
    private(set) var position: ItemPosition
    /// The most bytes of files that were held at any time.
    private(set) var heldByteCountMax = 0

    init(_ request: MapRunRequest, _ stream: ItemStream, _ selection: ItemSelection) {
        self.stream = stream
        self.selection = selection
        batch = request.batch
        state = request.state
        position = stream.position
    }

    /// The next inputs.
    ///
    /// - Throws: what may be over at the next try.
    mutating func next(upTo count: Int) async throws(ServiceError) -> ChildBatch {
        var made = ChildBatch(start: position, end: position)
        var byteCount = 0
        do throws(Stop) {
            while made.children.count < count, byteCount < Self.bytesPerBatchMax {
                guard let child = try await nextChild() else {
                    made.isLast = true
                    break
                }
                made.children.append(child)
                byteCount += child.input.compactByteCount
            }
        } catch {
            switch error {
            case .failed(let error, let cause): made.failure = (error, cause)
            case .later(let error): throw error
            }
        }
        made.end = position
        return made
    }

    private enum Stop: Error {
        case failed(error: String, cause: String)
        case later(ServiceError)
    }

    private mutating func nextChild() async throws(Stop) -> ChildBatch.Child? {
        guard let batch else {
            guard let (input, end) = try await nextInput() else { return nil }
            position = end
            return ChildBatch.Child(input: try checked(input), items: 1)
        }
        var items: [JSONValue] = []
        var members: JSONObject = [:]
        if let input = batch.input { members["BatchInput"] = input }
        members["Items"] = []
        var byteCount = JSONValue.object(members).compactByteCount
        let bytesMax = min(batch.maxBytes ?? .max, MachineLimits.payloadBytesMax)
        while items.count < batch.maxItems ?? .max, let (input, end) = try await nextInput() {
            // A comma goes before each item but the first.
            let size = input.compactByteCount + (items.isEmpty ? 0 : 1)
            guard items.isEmpty || byteCount + size <= bytesMax else {
                carried = (input, end)
                break
            }
            items.append(input)
            byteCount += size
            position = end
        }
        guard !items.isEmpty else { return nil }
        members["Items"] = .array(items)
        return ChildBatch.Child(input: try checked(.object(members)), items: items.count)
    }

    /// What the next item's execution gets, and what is behind the item.
    private mutating func nextInput() async throws(Stop) -> (input: JSONValue, end: ItemPosition)? {
        if let next = carried {
            carried = nil
            return next
        }
        let item: ItemSelection.Item?
        do throws(ItemStreamError) {
            item = try await stream.next()
        } catch {
            switch error {
            case .failed(let failure): throw .failed(error: ErrorName.itemReaderFailed, cause: failure.cause)
            case .later(let error): throw .later(error)
            }
        }
        heldByteCountMax = max(heldByteCountMax, stream.heldByteCount)
        guard let item else { return nil }
        do throws(EvaluationError) {
            return (try selection.input(of: item), stream.position)
        } catch {
            throw .failed(error: error.name, cause: error.cause)
        }
    }

    private func checked(_ input: JSONValue) throws(Stop) -> JSONValue {
        guard input.exceedsByteCount(MachineLimits.payloadBytesMax) else { return input }
        throw .failed(error: ErrorName.dataLimitExceeded, cause: MachineTexts.oversize(state))
    }
}
