import QuickstepInterpreter
import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// Why there is no next item.
enum ItemStreamError: Error, Sendable {
    /// The run fails.
    case failed(ItemReaderFailure)
    /// It can be tried again.
    case later(ServiceError)
}

/// The items of a map run, one after the other, from wherever they come.
///
/// Files are read in pieces, so that none of them lies in memory as a whole; a position says where to go on.
struct ItemStream: Sendable {
    /// How many bytes are read at once.
    static let chunkByteCount = 256 * 1024
    /// How many bytes the manifest of an inventory may have.
    private static let manifestByteCountMax = 16 * 1024 * 1024

    private let reader: ItemReader?
    private let inline: [ItemSelection.Item]
    private let bucket: BucketReader
    private let arguments: JSONObject
    private let itemsMax: Int
    /// Behind the last item that was taken.
    private(set) var position: ItemPosition
    private var file: StreamedObject?
    private var listed = ObjectQueue()
    private var inventory: Inventory?

    init(_ request: MapRunRequest, _ reader: ItemReader?, at position: ItemPosition, _ bucket: BucketReader) {
        self.reader = reader
        self.bucket = bucket
        self.position = position
        arguments = request.reading?.arguments.objectValue ?? [:]
        itemsMax = request.reading?.maxItems ?? 0
        inline = request.items?.mapItems ?? []
    }

    /// How many bytes of files are held now.
    var heldByteCount: Int { file?.heldByteCount ?? 0 }

    /// The next item; `nil` behind the last one.
    mutating func next() async throws(ItemStreamError) -> ItemSelection.Item? {
        guard itemsMax >= 0 else { throw .failed(.negativeMaximum) }
        guard itemsMax == 0 || position.index < itemsMax else { return nil }
        guard let reader else {
            guard position.index < inline.count else { return nil }
            defer { position.index += 1 }
            return inline[position.index]
        }
        switch reader.source {
        case .object(let format):
            let key = try text("Key")
            guard let record = try await record(of: key, format) else { return nil }
            return item(record, "\(try bucketAddress())/\(key)")
        case .listing(nil):
            guard let object = try await listed.next(behind: position.after, in: bucket, arguments) else { return nil }
            position.after = object.key
            return item(object.item, try bucketAddress())
        case .listing(let format?):
            return try await recordOfListed(format)
        case .inventory:
            return try await recordOfInventory()
        }
    }

    private mutating func item(_ value: JSONValue, _ source: String) -> ItemSelection.Item {
        defer { position.index += 1 }
        return ItemSelection.Item(index: position.index, value: value, source: source)
    }

    private func text(_ name: String) throws(ItemStreamError) -> String {
        guard let text = arguments[name]?.stringValue, !text.isEmpty else {
            throw .failed(ItemReaderFailure(cause: "The ItemReader is given no '\(name)'."))
        }
        return text
    }

    private func bucketAddress() throws(ItemStreamError) -> String { "S3://\(try text("Bucket"))" }

    // MARK: Files

    /// The next record of an object; `nil` behind the last one.
    private mutating func record(of key: String, _ format: ItemFormat) async throws(ItemStreamError) -> JSONValue? {
        if file?.key != key {
            file = try await StreamedObject(key, of: try text("Bucket"), arguments, format, at: position, bucket)
        }
        guard let record = try await file?.next(bucket) else { return nil }
        position.offset = file?.offset ?? 0
        position.entityTag = file?.entityTag
        return record
    }

    private mutating func leaveFile() {
        file = nil
        position.offset = 0
        position.entityTag = nil
    }

    /// The next record in any of the listed objects.
    private mutating func recordOfListed(_ format: ItemFormat) async throws(ItemStreamError) -> ItemSelection.Item? {
        while let object = try await listed.peek(behind: position.after, in: bucket, arguments) {
            // What ends in a slash stands for a folder.
            if !object.key.hasSuffix("/"), let record = try await record(of: object.key, format) {
                return item(record, "\(try bucketAddress())/\(object.key)")
            }
            leaveFile()
            position.after = object.key
            listed.removeFirst()
        }
        return nil
    }

    /// The next object that an inventory lists.
    private mutating func recordOfInventory() async throws(ItemStreamError) -> ItemSelection.Item? {
        let inventory: Inventory
        if let known = self.inventory {
            inventory = known
        } else {
            let bytes = try await bucket.bytes(
                of: try text("Key"),
                in: try text("Bucket"),
                arguments,
                max: Self.manifestByteCountMax
            )
            inventory = try Inventory(bytes)
            self.inventory = inventory
        }
        while position.part < inventory.keys.count {
            if let record = try await record(of: inventory.keys[position.part], .delimited(inventory.format)) {
                return item(record, try bucketAddress())
            }
            leaveFile()
            position.part += 1
        }
        return nil
    }
}

extension JSONValue {
    /// The items that a Map makes of it.
    fileprivate var mapItems: [ItemSelection.Item] {
        switch self {
        case .array(let elements):
            elements.enumerated().map { ItemSelection.Item(index: $0.offset, value: $0.element) }
        case .object(let members):
            members.enumerated().map {
                ItemSelection.Item(index: $0.offset, key: $0.element.key, value: $0.element.value)
            }
        case .null, .bool, .number, .string: []
        }
    }
}

/// The manifest of an inventory: the files that list a bucket's objects.
///
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
struct Inventory: Sendable, Equatable {
    let keys: [String]
    let format: DelimitedFormat

    init(_ bytes: [UInt8]) throws(ItemStreamError) {
        guard let manifest = try? JSONValue.parse(bytes: bytes), let files = manifest["files"]?.arrayValue,
            let schema = manifest["fileSchema"]?.stringValue
        else { throw .failed(ItemReaderFailure(cause: "The file is not the manifest of an S3 inventory.")) }
        guard manifest["fileFormat"] == "CSV" else {
            let format = manifest["fileFormat"]?.stringValue ?? ""
            throw .failed(ItemReaderFailure(cause: "Quickstep does not support inventories in the format '\(format)'."))
        }
        keys = files.compactMap { $0["key"]?.stringValue }
        let names = schema.split(separator: ",").map { $0.drop { $0 == " " } }
        format = DelimitedFormat(headers: names.map { String($0) })
    }
}
