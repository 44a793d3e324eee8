/// Reads a path character by character.
struct PathParser {
    private let text: String
    let scalars: [Unicode.Scalar]
    var position = 0

    /// How many brackets, filters and negations are open.
    private var depth = 0

    init(_ text: String) throws(JSONPathError) {
        guard text.utf8.count <= JSONPathLimits.textBytesMax else {
            let message = "A path must not be longer than \(JSONPathLimits.textBytesMax) bytes"
            throw JSONPathError(message: message, offset: 0)
        }
        self.text = text
        self.scalars = Array(text.unicodeScalars)
    }

    /// The whole text.
    mutating func path() throws(JSONPathError) -> (JSONPath.Root, StepSequence) {
        guard self.take("$") else { throw self.error("A path must begin with '$'") }
        let root = try self.root()
        let steps = try self.steps(inFilter: false)
        guard let next = self.next else { return (root, StepSequence(steps)) }
        throw self.error("Expected '.' or '[' but found '\(next)'")
    }

    private mutating func root() throws(JSONPathError) -> JSONPath.Root {
        if self.take("$") { return .context }
        guard let first = self.next, first.properties.isIDStart else { return .input }
        var name = String.UnicodeScalarView()
        while let scalar = self.next, scalar.properties.isIDContinue {
            name.append(scalar)
            self.position += 1
        }
        // The name is JSONata's; no variable can have it.
        guard String(name) != "states" else { throw self.error("'$states' can be read in JSONata only") }
        return .variable(String(name))
    }

    /// The steps after a root, up to the first character that begins none.
    mutating func steps(inFilter: Bool) throws(JSONPathError) -> [JSONPath.Step] {
        var steps: [JSONPath.Step] = []
        while let next = self.next {
            if next == "[" {
                steps.append(try self.bracket())
                continue
            }
            guard self.take(".") else { break }
            if self.take(".") { steps.append(.scan) }
            guard let first = self.next else { throw self.error("A path must not end with '.' or '..'") }
            if first == "[" {
                steps.append(try self.bracket())
            } else if self.take("*") {
                steps.append(.wildcard)
            } else {
                steps.append(try self.nameOrFunction(inFilter: inFilter))
            }
        }
        for (step, following) in zip(steps, steps.dropFirst()) {
            if step == .scan, case .function = following {
                throw self.error("A function cannot follow '..'")
            }
        }
        return steps
    }

    /// `name`, in which a backslash takes the special meaning from the next character, or `name()`.
    private mutating func nameOrFunction(inFilter: Bool) throws(JSONPathError) -> JSONPath.Step {
        let start = self.position
        var name = String.UnicodeScalarView()
        var isEscaped = false
        scan: while let scalar = self.next {
            switch scalar {
            case "\\":
                self.position += 1
                guard let escaped = self.next else { throw self.error("A backslash must be followed by a character") }
                name.append(escaped)
                isEscaped = true
            case ".", "[":
                break scan
            case "(":
                guard !isEscaped, !name.isEmpty else {
                    throw self.error("Write '(' in a name as '\\(', or the name in brackets and quotes")
                }
                return .function(try self.function(String(name), start: start))
            case " ", "\t", "\n", "\r":
                if inFilter { break scan }
                throw self.error("Write a name that holds blanks in brackets and quotes: ['my name']")
            case ")", "]":
                if inFilter { break scan }
                throw self.error("'\(scalar)' closes nothing; write it in a name as '\\\(scalar)'")
            case "<", ">", "=", "~", "!", "&", "|", ",":
                if inFilter { break scan }
                name.append(scalar)
            default:
                name.append(scalar)
            }
            self.position += 1
        }
        guard !name.isEmpty else {
            guard let next = self.next else { throw self.error("Expected a name") }
            throw self.error("Expected a name but found '\(next)'")
        }
        return .child(String(name))
    }

    private mutating func function(_ name: String, start: Int) throws(JSONPathError) -> JSONPathFunction {
        self.position += 1
        self.skipBlanks()
        var argument: Int?
        if self.next != ")" {
            guard name == "index", let index = try self.integer() else {
                throw self.error("The function \(name)() with an argument is not supported")
            }
            argument = index
            self.skipBlanks()
        }
        guard self.take(")") else { throw self.error("Expected ')'") }
        if let argument { return .index(argument) }
        guard let function = JSONPathFunction(name: name) else {
            let message = name == "index" ? "The function index() needs a position" : "There is no function \(name)()"
            throw self.error(message, at: start)
        }
        return function
    }

    /// A whole number, nil where there is none.
    mutating func integer() throws(JSONPathError) -> Int? {
        let start = self.position
        let isNegative = self.take("-")
        var value = 0
        var digits = 0
        while let scalar = self.next, ("0"..."9").contains(scalar) {
            value = value * 10 + Int(scalar.value - 48)
            digits += 1
            guard value <= Int(Int32.max) else { throw self.error("The index is too large", at: start) }
            self.position += 1
        }
        guard digits > 0 else {
            if isNegative { throw self.error("Expected a digit") }
            return nil
        }
        return isNegative ? -value : value
    }

    var next: Unicode.Scalar? {
        self.position < self.scalars.count ? self.scalars[self.position] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard self.next == scalar else { return false }
        self.position += 1
        return true
    }

    mutating func skipBlanks() {
        while let scalar = self.next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
            self.position += 1
        }
    }

    /// Notes one more open bracket; every call has its ``leave()``, but for the error that ends the reading.
    mutating func enter() throws(JSONPathError) {
        self.depth += 1
        guard self.depth <= JSONPathLimits.nestingDepthMax else {
            throw self.error("A path must not nest deeper than \(JSONPathLimits.nestingDepthMax) levels")
        }
    }

    mutating func leave() {
        self.depth -= 1
    }

    func error(_ message: String, at position: Int? = nil, isUnsupported: Bool = false) -> JSONPathError {
        let offset = self.offset(of: position ?? self.position)
        return JSONPathError(message: message, offset: offset, isUnsupported: isUnsupported)
    }

    private func offset(of position: Int) -> Int {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self.scalars.prefix(position))
        return String(view).count
    }
}
