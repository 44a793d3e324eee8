import QuickstepJSON

/// `+ - * / %`.
final class ArithmeticNode: Node, @unchecked Sendable {
    /// What is done to two numbers.
    enum Operation: String {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case remainder = "%"
    }

    private let operation: Operation
    private let left: Node
    private let right: Node

    init(_ operation: Operation, _ left: Node, _ right: Node, _ base: Base) {
        self.operation = operation
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let right = try self.right.evaluate(input, frame, run)
        guard case .number(let first) = left, case .number(let second) = right, first.isFinite, second.isFinite else {
            return try self.exceptional(left, right)
        }
        switch self.operation {
        case .add: return .number(first + second)
        case .subtract: return .number(first - second)
        case .multiply: return .number(first * second)
        case .divide: return .number(first / second)
        case .remainder: return .number(first.truncatingRemainder(dividingBy: second))
        }
    }

    /// What becomes of two sides that are not both finite numbers.
    private func exceptional(_ left: Value, _ right: Value) throws(JSONataError) -> Value {
        for (side, code) in [(left, "T2001"), (right, "T2002")] {
            if side.isNothing { continue }
            var details = JSONataErrorDetails(position: self.position, token: self.operation.rawValue)
            if case .number(let number) = side, !number.isNaN {
                guard number.isInfinite else { continue }
                details.value = .null
                throw JSONataError("D1001", details)
            }
            details.value = side.jsonForError
            throw JSONataError(code, details)
        }
        return .nothing
    }
}

/// `= !=`.
final class EqualityNode: Node, @unchecked Sendable {
    private let isNegated: Bool
    private let left: Node
    private let right: Node

    init(isNegated: Bool, _ left: Node, _ right: Node, _ base: Base) {
        self.isNegated = isNegated
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let right = try self.right.evaluate(input, frame, run)
        // Nothing is neither equal to anything nor unequal.
        if left.isNothing || right.isNothing { return .bool(false) }
        return .bool(try left.isDeeplyEqual(to: right, run) != self.isNegated)
    }
}

/// `< <= > >=`.
final class ComparisonNode: Node, @unchecked Sendable {
    /// How two values are compared.
    enum Operation: String {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    private let operation: Operation
    private let left: Node
    private let right: Node

    init(_ operation: Operation, _ left: Node, _ right: Node, _ base: Base) {
        self.operation = operation
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let right = try self.right.evaluate(input, frame, run)
        if case .number(let first) = left, case .number(let second) = right {
            switch self.operation {
            case .less: return .bool(first < second)
            case .lessOrEqual: return .bool(first <= second)
            case .greater: return .bool(first > second)
            case .greaterOrEqual: return .bool(first >= second)
            }
        }
        if case .string(let first) = left, case .string(let second) = right {
            switch self.operation {
            case .less: return .bool(UTF16Text.isLess(first, second))
            case .lessOrEqual: return .bool(!UTF16Text.isLess(second, first))
            case .greater: return .bool(UTF16Text.isLess(second, first))
            case .greaterOrEqual: return .bool(!UTF16Text.isLess(first, second))
            }
        }
        return try self.exceptional(left, right)
    }

    private func exceptional(_ left: Value, _ right: Value) throws(JSONataError) -> Value {
        let comparable: TypeSymbols = [.missing, .string, .number]
        var details = JSONataErrorDetails(position: self.position, token: self.operation.rawValue)
        guard comparable.contains(left.symbol), comparable.contains(right.symbol) else {
            let isLeftFine = TypeSymbols([.string, .number]).contains(left.symbol)
            details.value = (isLeftFine ? right : left).jsonForError
            throw JSONataError("T2010", details)
        }
        if left.isNothing || right.isNothing { return .nothing }
        details.value = left.jsonForError
        details.value2 = right.jsonForError
        throw JSONataError("T2009", details)
    }
}

/// `and` and `or`.
final class LogicNode: Node, @unchecked Sendable {
    private let isAnd: Bool
    private let left: Node
    private let right: Node

    init(isAnd: Bool, _ left: Node, _ right: Node, _ base: Base) {
        self.isAnd = isAnd
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try Truth.isTrue(try self.left.evaluate(input, frame, run))
        if left != self.isAnd { return .bool(left) }
        return .bool(try Truth.isTrue(try self.right.evaluate(input, frame, run)))
    }
}

/// `&`.
final class ConcatenationNode: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node

    init(_ left: Node, _ right: Node, _ base: Base) {
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let right = try self.right.evaluate(input, frame, run)
        let first = try self.text(of: left, run)
        let second = try self.text(of: right, run)
        try run.allocate(text: first.utf8.count + second.utf8.count)
        if second.isEmpty { return .string(first) }
        if first.isEmpty { return .string(second) }
        return .string(UTF16Text.joined(first, second))
    }

    private func text(of value: Value, _ run: Evaluation) throws(JSONataError) -> String {
        if case .string(let text) = value { return text }
        do throws(JSONataError) {
            return try Stringification.text(of: value, run) ?? ""
        } catch {
            throw error.adding(position: self.position, token: "&")
        }
    }
}

/// `in`.
final class InclusionNode: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node

    init(_ left: Node, _ right: Node, _ base: Base) {
        self.left = left
        self.right = right
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let right = try self.right.evaluate(input, frame, run)
        if left.isNothing || right.isNothing { return .bool(false) }
        let elements = right.elementsOrSelf
        try run.enter(elements.count)
        return .bool(elements.contains { $0.isSame(as: left) })
    }
}

/// `..`.
final class RangeNode: Node, @unchecked Sendable {
    private let left: Node
    private let right: Node

    init(_ left: Node, _ right: Node, _ base: Base) {
        self.left = left
        self.right = right
        super.init(base)
    }

    private static let sizeMax = 10_000_000.0

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let left = try self.left.evaluate(input, frame, run)
        let right = try self.right.evaluate(input, frame, run)
        let first = try self.bound(left, "T2003")
        let last = try self.bound(right, "T2004")
        guard let first, let last, first <= last else { return .nothing }
        let size = last - first + 1
        guard size <= Self.sizeMax else {
            let value = JSONValue(javaScript: size)
            throw JSONataError("D2014", JSONataErrorDetails(position: self.position, token: "..", value: value))
        }
        try run.allocate(Int(size))
        try run.enter(Int(size))
        var items: [Value] = []
        items.reserveCapacity(Int(size))
        for offset in 0..<Int(size) { items.append(.number(first + Double(offset))) }
        return .array(ValueArray(items, traits: .sequence))
    }

    private func bound(_ value: Value, _ code: String) throws(JSONataError) -> Double? {
        if value.isNothing { return nil }
        if case .number(let number) = value, number.isFinite, number.rounded(.towardZero) == number { return number }
        let details = JSONataErrorDetails(position: self.position, token: "..", value: value.jsonForError)
        throw JSONataError(code, details)
    }
}

/// `-x`.
final class NegationNode: Node, @unchecked Sendable {
    private let operand: Node

    init(_ operand: Node, _ base: Base) {
        self.operand = operand
        super.init(base)
    }

    override func compute(_ input: Value, _ frame: Frame, _ run: Evaluation) throws(JSONataError) -> Value {
        let value = try self.operand.evaluate(input, frame, run)
        if value.isNothing { return .nothing }
        if case .number(let number) = value, !number.isNaN {
            guard number.isFinite else {
                throw JSONataError("D1001", JSONataErrorDetails(position: self.position, token: "-", value: .null))
            }
            return .number(-number)
        }
        let details = JSONataErrorDetails(position: self.position, token: "-", value: value.jsonForError)
        throw JSONataError("D1002", details)
    }
}
