/// A writer with an explicit stack in place of recursion.
struct JSONWriter {
    enum Layout {
        case compact
        case pretty(indent: Int)
    }

    /// A container of which some has been written.
    private enum Frame {
        case array([JSONValue], next: Int)
        case object([JSONObjectMember], next: Int)
    }

    private let layout: Layout
    private var frames: [Frame] = []

    init(layout: Layout) {
        self.layout = layout
    }

    /// Appends a value and all it holds.
    mutating func write(_ value: JSONValue, into output: inout JSONOutput) {
        self.begin(value, into: &output)
        while let frame = self.frames.popLast() {
            switch frame {
            case .array(let elements, let next):
                self.continueArray(elements, from: next, into: &output)
            case .object(let members, let next):
                self.continueObject(members, from: next, into: &output)
            }
        }
    }

    /// Writes elements up to the end or up to one that is itself to be descended into.
    @inline(__always)
    private mutating func continueArray(_ elements: [JSONValue], from next: Int, into output: inout JSONOutput) {
        var position = next
        while position < elements.count {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            self.breakLine(level: self.frames.count + 1, into: &output)
            let element = elements[position]
            position &+= 1
            if element.holdsValues {
                self.frames.append(.array(elements, next: position))
                self.begin(element, into: &output)
                return
            }
            Self.writeLeaf(element, into: &output)
        }
        self.breakLine(level: self.frames.count, into: &output)
        output.append(UInt8(ascii: "]"))
    }

    /// Writes members up to the end or up to one whose value is to be descended into.
    @inline(__always)
    private mutating func continueObject(_ members: [JSONObjectMember], from next: Int, into output: inout JSONOutput) {
        var position = next
        while position < members.count {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            self.breakLine(level: self.frames.count + 1, into: &output)
            JSONStringWriter.write(members[position].key, into: &output)
            output.append(UInt8(ascii: ":"))
            if case .pretty = self.layout { output.append(UInt8(ascii: " ")) }
            let value = members[position].value
            position &+= 1
            if value.holdsValues {
                self.frames.append(.object(members, next: position))
                self.begin(value, into: &output)
                return
            }
            Self.writeLeaf(value, into: &output)
        }
        self.breakLine(level: self.frames.count, into: &output)
        output.append(UInt8(ascii: "}"))
    }

    /// Writes a leaf, or opens a container and leaves its contents for later.
    @inline(__always)
    private mutating func begin(_ value: JSONValue, into output: inout JSONOutput) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            output.append(UInt8(ascii: "["))
            self.frames.append(.array(elements, next: 0))
        case .object(let object) where !object.isEmpty:
            output.append(UInt8(ascii: "{"))
            self.frames.append(.object(object.members, next: 0))
        case .null, .bool, .number, .string, .array, .object:
            Self.writeLeaf(value, into: &output)
        }
    }

    /// Writes a scalar or an empty container.
    @inline(__always)
    private static func writeLeaf(_ value: JSONValue, into output: inout JSONOutput) {
        switch value {
        case .null: output.append("null")
        case .bool(true): output.append("true")
        case .bool(false): output.append("false")
        case .number(let number): number.write(into: &output)
        case .string(let text): JSONStringWriter.write(text, into: &output)
        case .array: output.append("[]")
        case .object: output.append("{}")
        }
    }

    @inline(__always)
    private func breakLine(level: Int, into output: inout JSONOutput) {
        guard case .pretty(let indent) = self.layout else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(UInt8(ascii: " "), count: level * indent)
    }
}

extension JSONValue {
    /// Whether this is a container that is not empty.
    @inline(__always)
    fileprivate var holdsValues: Bool {
        switch self {
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.isEmpty
        case .null, .bool, .number, .string: false
        }
    }
}
