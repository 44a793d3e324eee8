/// What a Map state has in the mode DISTRIBUTED, in which each item, or batch of items, is an execution of its own.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
package struct DistributedMap: Sendable, Equatable {
    /// The type of the executions that a map run starts.
    package enum ChildType: String, Sendable, Equatable, CaseIterable {
        case standard = "STANDARD"
        case express = "EXPRESS"
    }

    package let childType: ChildType
    /// `Label`, or what stands in its place: a part of the ARNs of map runs and of their executions.
    package let label: String
    /// Where the items come from; `nil` where they are part of the state's input.
    package let reader: ItemReader?
    package let batcher: ItemBatcher?
    package let writer: ResultWriter?

    package init(
        childType: ChildType,
        label: String,
        reader: ItemReader? = nil,
        batcher: ItemBatcher? = nil,
        writer: ResultWriter? = nil
    ) {
        self.childType = childType
        self.label = label
        self.reader = reader
        self.batcher = batcher
        self.writer = writer
    }
}

/// `ItemReader`: the items are read from a bucket.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
package struct ItemReader: Sendable, Equatable {
    package enum Source: Sendable, Equatable {
        /// The records of one object.
        case object(ItemFormat)
        /// The objects of a bucket, or, where a format is given, the records in each of them.
        case listing(contents: ItemFormat?)
        /// The objects that an inventory of a bucket lists.
        case inventory
    }

    package let source: Source
    /// `Parameters`: which bucket, and what in it.
    package let arguments: PayloadTemplate?
    package let maxItems: IntegerField?

    package init(source: Source, arguments: PayloadTemplate?, maxItems: IntegerField? = nil) {
        self.source = source
        self.arguments = arguments
        self.maxItems = maxItems
    }
}

/// How the records of an object are written.
package enum ItemFormat: Sendable, Equatable {
    /// An array; the pointer's names lead to it.
    case json(pointer: [String])
    /// One value on each line.
    case jsonLines
    case delimited(DelimitedFormat)
}

/// A text with a record on each line, and a delimiter between fields.
package struct DelimitedFormat: Sendable, Equatable {
    /// The names of the fields; `nil` where the first row has them.
    package let headers: [String]?
    /// The byte between two fields.
    package let delimiter: UInt8

    package init(headers: [String]?, delimiter: UInt8 = UInt8(ascii: ",")) {
        self.headers = headers
        self.delimiter = delimiter
    }
}

/// `ItemBatcher`: several items are the input of one execution.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
package struct ItemBatcher: Sendable, Equatable {
    package let maxItems: IntegerField?
    package let maxBytes: IntegerField?
    /// What each batch gets besides its items.
    package let input: PayloadTemplate?

    package init(maxItems: IntegerField?, maxBytes: IntegerField?, input: PayloadTemplate?) {
        self.maxItems = maxItems
        self.maxBytes = maxBytes
        self.input = input
    }
}

/// `ResultWriter`: how results look, and where they are stored.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
package struct ResultWriter: Sendable, Equatable {
    package enum Transformation: String, Sendable, Equatable, CaseIterable {
        /// An execution's description, with its input and its output.
        case none = "NONE"
        /// An execution's output.
        case compact = "COMPACT"
        /// An execution's output, and where that is an array, its elements.
        case flatten = "FLATTEN"
    }

    package enum OutputType: String, Sendable, Equatable, CaseIterable {
        case json = "JSON"
        case jsonLines = "JSONL"
    }

    /// Whether results are stored in a bucket; else they are the state's result.
    package let exports: Bool
    /// `Parameters`: which bucket, and which prefix.
    package let arguments: PayloadTemplate?
    package let transformation: Transformation
    package let outputType: OutputType

    package init(
        exports: Bool,
        arguments: PayloadTemplate?,
        transformation: Transformation,
        outputType: OutputType = .json
    ) {
        self.exports = exports
        self.arguments = arguments
        self.transformation = transformation
        self.outputType = outputType
    }
}
